using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// A checkpoint that somebody asks for (FLIP-263, Flink 1.17). A second one does no harm: where nobody knows whether the first was begun, it is asked for again by the same
/// id, which to the same leader is the same operation.
/// </summary>
internal sealed class CheckpointOperation(FlinkClient client, string id, FlinkCheckpointRequest request)
{
    private readonly string _trigger = request.TriggerId ?? Guid.NewGuid().ToString("n");
    private readonly Pace _pace = new(client.Time, request.Timeout);

    public async Task<FlinkCheckpoint> RunAsync(CancellationToken cancellationToken)
    {
        var isBegun = request.TriggerId is not null && await TryPollAsync(cancellationToken).ConfigureAwait(false) is not null;
        if (!isBegun)
        {
            // Flink takes a trigger of a job that has ended, and says so only when it is asked later.
            var state = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
            if (FlinkJobState.IsTerminal(state))
                throw new FlinkException(FlinkProblem.JobEnded, FlinkOutcome.NotDone, $"The job {id} has ended: it is {state}.");
        }
        return await FindAsync(await FollowAsync(isBegun, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Its number.</returns>
    private async Task<long> FollowAsync(bool isBegun, CancellationToken cancellationToken)
    {
        FlinkException? unreached = null;
        do
        {
            try
            {
                if (!isBegun)
                    await client.CheckpointAsync(id, new(request.IsFull ? "FULL" : "CONFIGURED", _trigger), cancellationToken).ConfigureAwait(false);
                isBegun = true;
                var operation = await TryPollAsync(cancellationToken).ConfigureAwait(false);
                // Another leader has never heard of it.
                isBegun = operation is not null;
                if (operation is { IsOver: true })
                    return operation.Result?.CheckpointId ?? throw Failed(operation.Result?.Stack ?? "");
                unreached = null;
            }
            catch (FlinkException e) when (e.IsTransient || e is { Outcome: FlinkOutcome.Unknown, ServerText: null })
            {
                unreached = e;
            }
            catch (FlinkException e) when (e is { Problem: FlinkProblem.NotSupported, HowToSee: null })
            {
                throw new FlinkException(e.Problem, e.Outcome, e.Message, e) { HowToSee = "Flink takes checkpoints that are asked for from 1.17 on. New-FlinkSavepoint works with older ones." };
            }
        }
        while (await _pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw new FlinkException(unreached?.Problem ?? FlinkProblem.Timeout, FlinkOutcome.Unknown, unreached is null
            ? $"The checkpoint {_trigger} of the job {id} is not over after {request.Timeout.TotalSeconds:0.#} s, and goes on."
            : $"Whether a checkpoint of the job {id} was taken is not known: {unreached.Message}", unreached)
        {
            HowToSee = $"The same command with -TriggerId {_trigger} takes it up again; Get-FlinkCheckpoint shows the job's checkpoints.",
        };
    }

    /// <returns>Null: the leader does not know it.</returns>
    private async Task<OperationBody?> TryPollAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.CheckpointOperationAsync(id, _trigger, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.TriggerNotFound)
        {
            return null;
        }
    }

    private async Task<FlinkCheckpoint> FindAsync(long number, CancellationToken cancellationToken)
    {
        var pace = new Pace(client.Time, FlinkJobs.Staleness);
        do
        {
            try
            {
                var told = await client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false);
                if ((told.History ?? []).FirstOrDefault(checkpoint => checkpoint.Id == number && checkpoint.Status == "COMPLETED") is { } found)
                    return found;
            }
            catch (FlinkException)
            {
                // It is complete all the same.
            }
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        return new() { Id = number, Status = "COMPLETED" };
    }

    private FlinkException Failed(string stack)
    {
        if (stack.Contains("FlinkJobNotFoundException", StringComparison.Ordinal))
            return new(FlinkProblem.JobNotFound, FlinkOutcome.NotDone, $"The cluster knows no running job {id}.");
        var cause = ServerError.Cause(stack);
        return new(FlinkProblem.CheckpointFailed, FlinkOutcome.NotDone, $"The checkpoint of the job {id} failed: {(cause.Length > 0 ? cause : "Flink does not say why.")}")
        {
            ServerText = stack,
            HowToSee = MissingTasks.Advice(stack),
        };
    }
}
