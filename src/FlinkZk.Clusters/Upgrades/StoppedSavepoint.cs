using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>Finds the savepoint of a stop whose operation nobody remembers any more: results are kept for five minutes, and not by the next leader.</summary>
internal sealed class StoppedSavepoint(FlinkClient client, string job, FlinkUpgradeRecord record)
{
    // Two machines' clocks, and a file system's.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Looks where it may be told of.</summary>
    /// <param name="lost">What was said when it was asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkUpgradeException">It is not to be found, or there are several that may be it.</exception>
    public async Task<string> FindAsync(FlinkException lost, CancellationToken cancellationToken)
    {
        try
        {
            var latest = (await client.CheckpointsAsync(record.OldJobId, cancellationToken).ConfigureAwait(false)).Latest;
            // The last that a job does when it is stopped: one that somebody else had written, and that the job went on after, would take it back to there.
            if (latest?.Savepoint is { Path: { } path, Status: "COMPLETED" or null } newest && newest.Id > record.NewestBefore && newest.Id > (latest.Completed?.Id ?? 0)
                && await client.StateAsync(record.OldJobId, cancellationToken).ConfigureAwait(false) == "FINISHED")
                return path;
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            var began = record.Moments.First(moment => moment.Step == FlinkUpgradeStep.Stopping).Time;
            var found = (await LatestSnapshot.SavepointsAsync(client, record.OldJobId, record.Folder, cancellationToken).ConfigureAwait(false)).Where(savepoint => savepoint.Written > began - Skew).ToArray();
            if (found is [var only])
                return only.Uri;
        }
        throw new FlinkUpgradeException(FlinkUpgradeProblem.SavepointUnknown, job, $"The old job {record.OldJobId} of '{job}' has ended, and which savepoint it left is not known: {lost.Message}", lost);
    }
}
