using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Takes back what Register-FlinkRunner said through the session.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "FlinkRunner")]
[OutputType(typeof(void))]
public sealed class UnregisterFlinkRunnerCommand : ZkSessionCmdlet
{
    /// <summary>The runners, wildcards allowed, among those that were registered through the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var own = SessionRunners.Through(ActiveSession);
        foreach (var id in Id)
        {
            ForTarget(id, () =>
            {
                var wanted = new NamePattern(id);
                var found = wanted.Among(own.Ids(), one => one);
                if (found.Count == 0 && !wanted.IsPattern)
                    throw new FlinkZkException("RunnerNotOwn", ErrorCategory.ObjectNotFound, $"No runner '{wanted.Name}' was registered through this session.", "Get-FlinkRunner shows those that are there; each is unregistered by its own session, and goes with it.");
                foreach (var one in found)
                    if (own.Take(one) is { } node)
                        Wait(_ => node.DisposeAsync());
            });
        }
    }
}
