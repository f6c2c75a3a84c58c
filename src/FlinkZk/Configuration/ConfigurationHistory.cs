using System.Runtime.CompilerServices;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Reads a part of a configuration's history.</summary>
internal static class ConfigurationHistory
{
    /// <summary>The newest revisions, of one job or of all; among them what cannot be read, for nobody knows whose it is.</summary>
    public static async IAsyncEnumerable<ConfigurationHistoryEntry> ReadAsync(
        ConfigurationStore store, NamePattern? job, int newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadHistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Revision is not { } revision)
            {
                yield return entry;
                continue;
            }
            if (job is not null && job.Among([.. revision.Changes.Select(change => change.Job).OfType<string>()], name => name).Count == 0)
                continue;
            yield return entry;
            if (--newest == 0)
                yield break;
        }
    }
}
