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
            var (jobs, hidden) = await OneNode.TryAsync(store.GetJobsAsync(cancellationToken), []).ConfigureAwait(false);
            string?[] names = [null, .. jobs];
            var snapshots = await Task.WhenAll(names.Select(job => store.ReadAsync(job, cancellationToken))).ConfigureAwait(false);
            if (attempt == Attempts || Array.TrueForAll(snapshots, snapshot => snapshot.Revision == snapshots[0].Revision))
            {
                if (hidden is not null)
                    snapshots[0] = snapshots[0] with { Failures = [.. snapshots[0].Failures, new(null, null, store.Paths.Jobs, hidden)] };
                return [.. names.Zip(snapshots)];
            }
        }
    }
}
