using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the runspace's sessions of Flink SQL gateways; the default is marked.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkSqlSession")]
[OutputType(typeof(FlinkSqlSession))]
public sealed class GetFlinkSqlSessionCommand : FlinkZkCmdlet
{
    /// <summary>The number of a session; without it all are listed.</summary>
    [Parameter(Position = 0)]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var sessions = RunspaceSqlSessions.Current.List.All();
        WriteObject(sessions.Where(session => Id is null || Id.Contains(session.Id)), enumerateCollection: true);
        foreach (var missing in (Id ?? []).Where(id => sessions.All(session => session.Id != id)))
            WriteError(new FlinkZkException("FlinkSqlSessionNotFound", ErrorCategory.ObjectNotFound, $"There is no SQL session {missing} in this runspace.", "Get-FlinkSqlSession lists them."), missing);
    }
}
