using System.Collections;

namespace FlinkZk.Completion;

/// <summary>Completes names of jobs: those that have configuration values of their own, or a lock's queue.</summary>
internal sealed class JobNameCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var known = await JobNames.KnownAsync(session, cancellationToken).ConfigureAwait(false);
        return known.Where(job => job.StartsWith(word, StringComparison.Ordinal));
    }
}
