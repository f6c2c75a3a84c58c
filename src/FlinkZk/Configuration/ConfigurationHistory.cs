using System.Runtime.CompilerServices;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Reads a part of a configuration's history.</summary>
internal static class ConfigurationHistory
{
    /// <summary>The newest revisions, of one job or of all.</summary>
    public static async IAsyncEnumerable<ConfigurationRevision> ReadAsync(
        ConfigurationStore store, NamePattern? job, int newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var revision in store.ReadHistoryAsync(cancellationToken).ConfigureAwait(false))
        {
            if (job is not null && job.Among([.. revision.Changes.Select(change => change.Job).OfType<string>()], name => name).Count == 0)
                continue;
            yield return revision;
            if (--newest == 0)
                yield break;
        }
    }
}
