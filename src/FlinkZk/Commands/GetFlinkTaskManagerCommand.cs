using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the TaskManagers that are registered with a Flink cluster.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkTaskManager")]
[OutputType(typeof(FlinkTaskManager))]
public sealed class GetFlinkTaskManagerCommand : FlinkCmdlet
{
    /// <summary>Ids of TaskManagers; wildcards pick among those that there are. Without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] TaskManagerId { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var cluster = ActiveCluster;
        var all = Wait(async token => await cluster.Client.TaskManagersAsync(token).ConfigureAwait(false));
        foreach (var given in TaskManagerId)
        {
            ForTarget(given, () =>
            {
                var pattern = new NamePattern(given);
                var found = pattern.Among(all, manager => manager.Id);
                if (found.Count == 0 && !pattern.IsPattern)
                    throw new FlinkZkException("FlinkTaskManagerNotFound", ErrorCategory.ObjectNotFound, $"No TaskManager '{given}' is registered with the cluster.", "Get-FlinkTaskManager lists those that are.");
                foreach (var manager in found)
                    WriteObject(new FlinkTaskManager(cluster, manager));
            });
        }
    }
}
