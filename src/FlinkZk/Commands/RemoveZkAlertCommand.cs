using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Removes alerts. Whoever watches tells that one is cleared where it was raised.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkAlert", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveZkAlertCommand : ZkSessionCmdlet
{
    /// <summary>The alerts, wildcards allowed, case-sensitive.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AlertNameCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        var store = new AlertStore(session.Client, session.Paths);
        foreach (var name in Name)
        {
            ForTarget(name, () =>
            {
                var wanted = new NamePattern(name);
                var found = wanted.Among(Wait(token => new ValueTask<IReadOnlyList<string>>(store.ListAsync(token))), one => one);
                if (found.Count == 0 && !wanted.IsPattern)
                    throw AlertNotFound.Of(wanted.Name);
                foreach (var one in found)
                    ForTarget(one, () =>
                    {
                        if (ShouldProcess(one, "Remove alert") && !Wait(token => new ValueTask<bool>(store.RemoveAsync(one, token))) && !wanted.IsPattern)
                            throw AlertNotFound.Of(one);
                    });
            });
        }
    }
}
