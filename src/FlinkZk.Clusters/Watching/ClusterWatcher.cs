using System.Runtime.CompilerServices;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Watching;

/// <summary>
/// Looks at a cluster again and again, and tells what has happened in between and which conditions have come or gone. It goes on through changes of the leader: while nobody
/// answers, that is what it sees. A look takes two requests, two for each job that runs, and with lags one more for it and for each of its vertices.
/// </summary>
/// <param name="client">The cluster.</param>
/// <param name="limits">The conditions.</param>
public sealed class ClusterWatcher(FlinkClient client, ConditionLimits limits)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(10);

    // As long as a try, so that a leader that is slow is none that is gone, and that it is noticed while nobody answers.
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(4);

    private readonly FlinkClient _client = (client ?? throw new ArgumentNullException(nameof(client))).Within(ReadTimeout);

    /// <summary>Whether each look tells how far jobs are behind.</summary>
    public bool TellsLag { get; init; }

    /// <summary>Whether what there is at the beginning is told as well, as if it had just happened.</summary>
    public bool TellsBeginning { get; init; } = true;

    /// <summary>What happens, until it is cancelled.</summary>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Client.ZkException">The ZooKeeper session through which the leader is followed is over.</exception>
    public async IAsyncEnumerable<ClusterEvent> WatchAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var conditions = new ClusterConditions(limits);
        ClusterObservation? known = null;
        while (true)
        {
            var look = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (known is not null || TellsBeginning)
            {
                foreach (var happened in ClusterChanges.Between(known, look, TellsLag))
                    yield return happened;
            }
            foreach (var edge in conditions.Observe(look))
                yield return edge;
            known = ClusterChanges.Known(known, look);
            await Task.Delay(interval, _client.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ClusterObservation> LookAsync(CancellationToken cancellationToken)
    {
        var began = _client.Time.GetUtcNow();
        return await TryLookAsync(cancellationToken).ConfigureAwait(false) with { Began = began };
    }

    private async Task<ClusterObservation> TryLookAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LookTimeout, _client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (await _client.LeaderAsync(either.Token).ConfigureAwait(false) is not { } leader)
                return new(_client.Time.GetUtcNow()) { Problem = "Nobody leads: ZooKeeper names no REST server." };
            var jobs = await _client.JobsAsync(either.Token).ConfigureAwait(false);
            var managers = await _client.TaskManagersAsync(either.Token).ConfigureAwait(false);
            // Another may have answered than the first.
            leader = await _client.LeaderAsync(either.Token).ConfigureAwait(false) ?? leader;
            using var room = new SemaphoreSlim(AtOnce);
            var seen = await Task.WhenAll(jobs.Select(job => JobAsync(job, room, either.Token))).ConfigureAwait(false);
            return new(_client.Time.GetUtcNow()) { Leader = leader.Address, Grant = leader.Grant, Jobs = seen.ToDictionary(job => job.Id, StringComparer.Ordinal), TaskManagers = [.. managers.Select(manager => manager.Id)] };
        }
        catch (FlinkException e)
        {
            return new(_client.Time.GetUtcNow()) { Problem = e.Message };
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(_client.Time.GetUtcNow()) { Problem = $"There was no answer within {LookTimeout.TotalSeconds:0} s." };
        }
        catch (Client.ZkException e) when (!e.IsSessionOver)
        {
            return new(_client.Time.GetUtcNow()) { Problem = e.Message };
        }
    }

    private async Task<JobObservation> JobAsync(FlinkJobSummary job, SemaphoreSlim room, CancellationToken cancellationToken)
    {
        var seen = new JobObservation(job.Id, job.Name, job.State);
        if (job.State is not ("RUNNING" or "RESTARTING"))
            return seen;
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var checkpoints = await CheckpointsAsync(job.Id, cancellationToken).ConfigureAwait(false);
            var load = TellsLag || limits.Lag is not null ? await JobLoad.ReadAsync(_client, await _client.JobAsync(job.Id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) : null;
            return seen with
            {
                Restarts = await _client.RestartsAsync(job.Id, cancellationToken).ConfigureAwait(false),
                FailedCheckpoints = checkpoints?.Counts?.Failed,
                HasCheckpoint = checkpoints?.Latest?.Completed is not null,
                CheckpointSince = checkpoints is null ? null : await SinceAsync(job, checkpoints, cancellationToken).ConfigureAwait(false),
                Lag = load?.WatermarkLag,
            };
        }
        // It has ended meanwhile, or its leader has only just taken it over.
        catch (FlinkException e) when (e.Problem is FlinkProblem.JobNotFound or FlinkProblem.ServerError)
        {
            return seen;
        }
        finally
        {
            room.Release();
        }
    }

    private async Task<FlinkCheckpoints?> CheckpointsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false);
        }
        // "Checkpointing has not been enabled", which is no reason to see nothing of the others.
        catch (FlinkException e) when (e.Problem == FlinkProblem.NotSupported)
        {
            return null;
        }
    }

    // One that was never begun is counted nowhere: only the job's settings tell that there should be some.
    private async Task<DateTimeOffset?> SinceAsync(FlinkJobSummary job, FlinkCheckpoints checkpoints, CancellationToken cancellationToken)
    {
        if (checkpoints.Latest?.Completed?.Triggered is { } begun)
            return begun;
        var makesSome = checkpoints.Counts is { InProgress: > 0 } or { Failed: > 0 }
            || (limits.CheckpointAge is not null && (await _client.CheckpointSettingsAsync(job.Id, cancellationToken).ConfigureAwait(false)).Interval is not null);
        return makesSome ? job.Started : null;
    }
}
