using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Lists alerts, and how they stand.</summary>
[Cmdlet(VerbsCommon.Get, "ZkAlert")]
[OutputType(typeof(ZkAlert))]
public sealed class GetZkAlertCommand : ZkSessionCmdlet
{
    /// <summary>The alerts, wildcards allowed, case-sensitive; without it all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AlertNameCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        var store = new AlertStore(session.Client, session.Paths);
        foreach (var name in Name)
            ForTarget(name, () => Find(session, store, name));
    }

    private void Find(ZkSession session, AlertStore store, string name)
    {
        var wanted = new NamePattern(name);
        var found = wanted.IsPattern ? wanted.Among(Wait(token => new ValueTask<IReadOnlyList<string>>(store.ListAsync(token))), one => one) : [wanted.Name];
        foreach (var one in found)
        {
            ForTarget(one, () =>
            {
                if (Wait(token => new ValueTask<AlertStatus?>(store.ReadAsync(one, token))) is { } alert)
                {
                    if (alert.Failure is { } failure)
                        WriteError(failure, one);
                    WriteObject(new ZkAlert(alert, session));
                }
                else if (!wanted.IsPattern)
                    throw AlertNotFound.Of(one);
            });
        }
    }
}
