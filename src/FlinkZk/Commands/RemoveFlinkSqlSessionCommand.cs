using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Closes sessions of Flink SQL gateways. Their queries end, and the jobs of these; jobs of INSERT go on.</summary>
[Cmdlet(VerbsCommon.Remove, "FlinkSqlSession", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveFlinkSqlSessionCommand : FlinkZkCmdlet
{
    /// <summary>The sessions, or their numbers; without them the runspace's default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SqlSessionArgument]
    [ValidateNotNullOrEmpty]
    public FlinkSqlSession[]? SqlSession { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var session in SqlSession ?? (RunspaceSqlSessions.Current.Default is { } last ? [last] : []))
        {
            ForTarget(session, () =>
            {
                if (!ShouldProcess(session.ToString(), "Close the session, and end its queries"))
                    return;
                RunspaceSqlSessions.Current.Remove(session);
                Wait(session.CloseAsync);
            });
        }
    }
}
