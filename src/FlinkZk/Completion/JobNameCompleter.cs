using System.Collections;

namespace FlinkZk;

/// <summary>Completes names of jobs: those that have configuration values of their own, or a lock's queue.</summary>
public sealed class JobNameCompleter : SessionCompleter
{
    private protected override async ValueTask<IEnumerable<string>> FindAsync(ZkSession session, string word, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var configured = await session.Configuration.GetJobsAsync(cancellationToken).ConfigureAwait(false);
        var locked = await LockedJobs.ListAsync(session, cancellationToken).ConfigureAwait(false);
        return configured.Union(locked, StringComparer.Ordinal).Where(job => job.StartsWith(word, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }
}
