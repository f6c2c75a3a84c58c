using FlinkZk.Clusters.Rest;

namespace FlinkZk.Completion;

/// <summary>Completes ids of TaskManagers.</summary>
internal sealed class TaskManagerCompleter : FlinkCompleter
{
    private protected override async Task<IEnumerable<string>> FindAsync(FlinkClient client, CancellationToken cancellationToken) =>
        (await client.TaskManagersAsync(cancellationToken).ConfigureAwait(false)).Select(manager => manager.Id);
}
