using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk;

/// <summary>What Flink tells of one job only when it is asked for that one.</summary>
internal sealed record FlinkJobExtras(long? Parallelism, FlinkCheckpoints? Checkpoints, double? Restarts, JobLoad? Load)
{
    private const int AtOnce = 16;

    /// <summary>The revision of its configuration that it was started with; null where nothing tells.</summary>
    public long? Revision { get; init; }

    /// <summary>Those of several jobs, in their order; null for one that is gone meanwhile.</summary>
    public static async ValueTask<FlinkJobExtras?[]> ReadAsync(FlinkClient client, IReadOnlyList<FlinkJobSummary> jobs, CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(jobs.Select(async job =>
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await ReadAsync(client, job, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                room.Release();
            }
        })).ConfigureAwait(false);
    }

    private static async Task<FlinkJobExtras?> ReadAsync(FlinkClient client, FlinkJobSummary job, CancellationToken cancellationToken)
    {
        try
        {
            var details = client.JobAsync(job.Id, cancellationToken);
            var checkpoints = client.CheckpointsAsync(job.Id, cancellationToken);
            var restarts = client.RestartsAsync(job.Id, cancellationToken);
            await Task.WhenAll(details, checkpoints, restarts).ConfigureAwait(false);
            var load = job.State == "RUNNING" ? await JobLoad.ReadAsync(client, await details.ConfigureAwait(false), cancellationToken).ConfigureAwait(false) : null;
            return new(
                (await details.ConfigureAwait(false)).Vertices?.Max(vertex => vertex.Parallelism),
                await checkpoints.ConfigureAwait(false),
                await restarts.ConfigureAwait(false),
                load);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return null;
        }
    }
}
