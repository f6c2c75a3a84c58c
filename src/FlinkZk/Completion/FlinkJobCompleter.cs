using FlinkZk.Clusters.Rest;

namespace FlinkZk.Completion;

/// <summary>Completes names of jobs of a Flink cluster.</summary>
internal sealed class FlinkJobCompleter : FlinkCompleter
{
    private protected override async Task<IEnumerable<string>> FindAsync(FlinkClient client, CancellationToken cancellationToken) =>
        (await client.JobsAsync(cancellationToken).ConfigureAwait(false)).Select(job => job.Name);
}
