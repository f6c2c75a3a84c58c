using System.Collections;

namespace FlinkZk.Completion;

/// <summary>Completes ids of Flink clusters below the root.</summary>
internal sealed class ClusterIdCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var root = boundParameters["FlinkRoot"] as string ?? Clusters.Ha.HaPaths.DefaultRoot;
        var ids = await ClusterSearch.IdsAsync(session, root, cancellationToken).ConfigureAwait(false);
        return ids.Where(id => id.StartsWith("/" + word.TrimStart('/'), StringComparison.Ordinal));
    }
}
