using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Reads all that is configured.</summary>
internal static class ConfigurationReader
{
    private const int Attempts = 5;

    /// <summary>The snapshots of all jobs, by name, and under the empty name that of the defaults: of one revision, unless it changes faster than it can be read.</summary>
    public static async ValueTask<IReadOnlyList<(string? Job, ConfigurationSnapshot Snapshot)>> ReadAllAsync(ConfigurationStore store, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            IReadOnlyList<string> jobs = [];
            ConfigurationFailure? failure = null;
            try
            {
                jobs = await store.GetJobsAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ZkException e) when (OneNode.IsOf(e))
            {
                failure = new(null, null, store.Paths.Jobs, e);
            }
            string?[] names = [null, .. jobs];
            var snapshots = await Task.WhenAll(names.Select(job => store.ReadAsync(job, cancellationToken))).ConfigureAwait(false);
            if (attempt == Attempts || Array.TrueForAll(snapshots, snapshot => snapshot.Revision == snapshots[0].Revision))
            {
                if (failure is not null)
                    snapshots[0] = new ConfigurationSnapshot(snapshots[0].Revision, snapshots[0].Defaults, snapshots[0].Own) { Failures = [.. snapshots[0].Failures, failure] };
                return [.. names.Zip(snapshots)];
            }
        }
    }
}
