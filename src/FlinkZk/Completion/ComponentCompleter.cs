using System.Collections;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Completion;

/// <summary>Completes what leads in the cluster that was named, or else in any.</summary>
internal sealed class ComponentCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        string[] names = ["rest_server", "dispatcher", "resource_manager"];
        if (boundParameters["ClusterId"] is string id)
        {
            var snapshot = await HaReader.ReadAsync(session.Client, new HaPaths(id, boundParameters["FlinkRoot"] as string ?? HaPaths.DefaultRoot), cancellationToken).ConfigureAwait(false);
            names = [.. names.Union((snapshot.Components.Value ?? []).Select(component => component.Name))];
        }
        return names.Where(name => name.StartsWith(word, StringComparison.Ordinal));
    }
}
