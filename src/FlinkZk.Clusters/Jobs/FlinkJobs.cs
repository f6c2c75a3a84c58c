using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// What is done to jobs, each exactly once, or told that it is not known: an operation has an id of its own before it is sent; when an answer is lost, it is looked for by that,
/// and nothing is sent a second time that may have been carried out by another leader.
/// </summary>
/// <param name="client">The cluster.</param>
public sealed class FlinkJobs(FlinkClient client)
{
    /// <summary>How late it may be told what has happened to a job: what is made of the execution graph is kept for three seconds (web.refresh-interval), and then made anew.</summary>
    internal static readonly TimeSpan Staleness = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Takes a savepoint.</summary>
    /// <param name="id">The job.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Gives up waiting: what was begun goes on.</param>
    /// <exception cref="FlinkException">It failed, or it is not known; what it says of the outcome is about the savepoint.</exception>
    public Task<FlinkSavepointResult> SavepointAsync(string id, FlinkSavepointRequest request, CancellationToken cancellationToken = default) =>
        new SavepointOperation(client, id, request, isStop: false).RunAsync(cancellationToken);

    /// <summary>Takes a checkpoint now.</summary>
    /// <param name="id">The job.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Gives up waiting: what was begun goes on.</param>
    /// <exception cref="FlinkException">It failed, or it is not known.</exception>
    public Task<FlinkCheckpoint> CheckpointAsync(string id, FlinkCheckpointRequest request, CancellationToken cancellationToken = default) =>
        new CheckpointOperation(client, id, request).RunAsync(cancellationToken);

    /// <summary>Stops a job with a savepoint.</summary>
    /// <param name="id">The job.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Gives up waiting: what was begun goes on.</param>
    /// <exception cref="FlinkException">It failed, or it is not known. A savepoint that was written all the same is in it.</exception>
    public async Task<FlinkSavepointResult> StopAsync(string id, FlinkSavepointRequest request, CancellationToken cancellationToken = default)
    {
        var pace = new Pace(client.Time, (request ?? throw new ArgumentNullException(nameof(request))).Timeout);
        var stopped = await new SavepointOperation(client, id, request, isStop: true).RunAsync(cancellationToken).ConfigureAwait(false);
        // The savepoint is complete before the job has ended.
        var state = await StateAfterStopAsync(id, stopped, cancellationToken).ConfigureAwait(false);
        while (!FlinkJobState.IsTerminal(state) && await pace.NextAsync(cancellationToken).ConfigureAwait(false))
            state = await StateAfterStopAsync(id, stopped, cancellationToken).ConfigureAwait(false);
        return state == "FINISHED" ? stopped with { State = state } : throw new FlinkException(FlinkProblem.SavepointFailed, FlinkOutcome.NotDone, $"The savepoint of the job {id} is written, but the job has not finished: it is {state}.")
        {
            Savepoint = stopped.Path,
            HowToSee = "Get-FlinkJob shows whether it ends. The savepoint is good to start from.",
        };
    }

    /// <summary>Ends a job without a savepoint, and waits until it has ended.</summary>
    /// <returns>The state in which it ended. Of a job that was there, and is not known to the leader that came meanwhile, CANCELED: it keeps none that has ended.</returns>
    /// <exception cref="FlinkException">It had ended otherwise, is not known, or has not ended in time.</exception>
    public Task<string> CancelAsync(string id, TimeSpan timeout, CancellationToken cancellationToken = default) => new CancelOperation(client, id, timeout).RunAsync(cancellationToken);

    /// <summary>ZooKeeper's session is over, and with it what tells who leads.</summary>
    internal static FlinkException Lost(ZkException lost, string what, string howToSee) =>
        new(FlinkProblem.NotReached, FlinkOutcome.Unknown, $"{what}: {lost.Message}", lost) { HowToSee = howToSee };

    /// <summary>Waits until a job is in a state.</summary>
    /// <param name="id">The job.</param>
    /// <param name="isWanted">Whether it is this one.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state.</returns>
    /// <exception cref="FlinkException">It ended in another state, is not known, or the time is over.</exception>
    public async Task<string> WaitAsync(string id, Func<string, bool> isWanted, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var pace = new Pace(client.Time, timeout);
        string? state = null;
        do
        {
            try
            {
                state = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
            }
            // Nobody leads for a while: the job may come back.
            catch (FlinkException e) when (e.IsTransient && pace.Left > TimeSpan.Zero)
            {
                continue;
            }
            if (isWanted(state))
                return state;
            if (FlinkJobState.IsTerminal(state))
                throw new FlinkException(FlinkProblem.JobEnded, FlinkOutcome.Done, $"The job {id} has ended: it is {state}.");
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw TimedOut(id, state, pace);
    }

    internal static FlinkException TimedOut(string id, string? state, Pace pace) =>
        new(FlinkProblem.Timeout, FlinkOutcome.Unknown, $"The job {id} is {state ?? "not to be asked"} after {pace.Limit.TotalSeconds:0.#} s.") { HowToSee = "Get-FlinkJob shows its state; -Timeout waits longer." };

    private async Task<string> StateAfterStopAsync(string id, FlinkSavepointResult stopped, CancellationToken cancellationToken)
    {
        try
        {
            return await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
        }
        // A new leader knows no job that has finished.
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return "FINISHED";
        }
        catch (Exception e) when (e is FlinkException or ZkException)
        {
            throw new FlinkException((e as FlinkException)?.Problem ?? FlinkProblem.NotReached, FlinkOutcome.Unknown, $"The savepoint of the job {id} is written; whether the job has ended is not known: {e.Message}", e) { Savepoint = stopped.Path, HowToSee = "Get-FlinkJob shows whether it has." };
        }
    }

    /// <summary>Starts a job of a jar, and waits until the cluster has it.</summary>
    /// <returns>Its state.</returns>
    /// <exception cref="FlinkException">It was not started, has failed at once, or it is not known.</exception>
    public Task<string> StartAsync(FlinkStartRequest request, CancellationToken cancellationToken = default) => new StartOperation(client, request).RunAsync(cancellationToken);

    /// <summary>The plan of the job that a program would start: its main method runs on the JobManager, as far as that.</summary>
    /// <exception cref="FlinkException">It could not be made: no such class, or main threw, or starts no job or several.</exception>
    public Task<IReadOnlyList<FlinkPlanNode>> PlanAsync(FlinkPlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new RunBody { EntryClass = request.EntryClass, Arguments = request.Arguments is { Count: > 0 } arguments ? arguments : null, Parallelism = request.Parallelism };
        return client.PlanAsync(request.Jar, body, request.Timeout, cancellationToken);
    }

    /// <summary>A job that was started, as the cluster lists it.</summary>
    /// <exception cref="FlinkException">It cannot be listed: it was started all the same.</exception>
    public async Task<FlinkJobSummary> StartedAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await client.JobsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(job => job.Id == id)
                ?? throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.Unknown, $"The job {id} was started, and the leader does not know it now: it has ended, or was lost with the leader that took it.") { HowToSee = "Look at what the job writes, and at the cluster's leader (Get-FlinkLeader)." };
        }
        catch (FlinkException e) when (e.HowToSee is null)
        {
            throw new FlinkException(e.Problem, FlinkOutcome.Done, $"The job {id} was started; it cannot be listed: {e.Message}", e) { HowToSee = $"Get-FlinkJob {id} shows it." };
        }
    }

    /// <summary>Finds the newest checkpoint or savepoint of a job that has ended.</summary>
    /// <param name="job">Its name or id. Of several that had the name, the one that ended last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkException">The job runs, there is nothing to start from, or it cannot be told.</exception>
    public Task<FlinkSnapshot> LatestAsync(string job, CancellationToken cancellationToken = default) => new LatestSnapshot(client, job).FindAsync(cancellationToken);

    /// <summary>Removes a jar that was taken to the JobManager for one start. One that stays there does no harm: nothing is told, and it is not waited for long.</summary>
    public async Task DiscardAsync(FlinkJarFile jar)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.RemoveJarAsync(jar, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException or ZkException or ObjectDisposedException)
        {
            // With its JobManager it is gone.
        }
    }
}
