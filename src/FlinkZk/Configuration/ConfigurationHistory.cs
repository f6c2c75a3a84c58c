using System.Runtime.CompilerServices;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Reads a part of a configuration's history.</summary>
internal static class ConfigurationHistory
{
    /// <summary>The newest revisions, of one job or of all.</summary>
    public static async IAsyncEnumerable<ConfigurationRevision> ReadAsync(
        ConfigurationStore store, string? job, int newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var revision in store.ReadHistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            if (job is not null && revision.Changes.All(change => change.Job != job))
                continue;
            yield return revision;
            if (--newest == 0)
                yield break;
        }
    }
}
