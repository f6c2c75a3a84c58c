using System.Text.RegularExpressions;
using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// A savepoint, or a stop with one, from the trigger to the end.
/// <code>
/// job ended? -- trigger -- poll until it is over
///                  |          '- not known: the same leader has never seen it: trigger again, with the same id, which is one operation
///                  |                        another leader: look at the job and its savepoints, and say what is known
///                  '- answer lost: poll
/// </code>
/// </summary>
internal sealed partial class SavepointOperation(FlinkClient client, string id, FlinkSavepointRequest request, bool isStop)
{
    private const int FailuresRead = 5;

    private readonly string _trigger = request.TriggerId ?? Guid.NewGuid().ToString("n");
    private readonly Pace _pace = new(client.Time, request.Timeout);
    private FlinkException? _lost;
    private long _newestBefore;

    public async Task<FlinkSavepointResult> RunAsync(CancellationToken cancellationToken)
    {
        if (request is { TriggerId: not null, IsFirst: false } && await TryPollAsync(cancellationToken).ConfigureAwait(false) is { } known)
            return await FollowAsync(known, null, cancellationToken).ConfigureAwait(false);
        // Flink takes a trigger of a job that has ended, and says so only when it is asked later.
        var state = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
        if (FlinkJobState.IsTerminal(state))
            throw new FlinkException(FlinkProblem.JobEnded, FlinkOutcome.NotDone, $"The job {id} has ended: it is {state}.");
        _newestBefore = Newest((await client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false)).Latest)?.Id ?? 0;
        var grant = await client.GrantAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await TriggerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Outcome == FlinkOutcome.Unknown)
        {
            // It is looked for below.
            _lost = e;
        }
        return await FollowAsync(null, grant, cancellationToken).ConfigureAwait(false);
    }

    // It has been sent: that it cannot be asked for now says nothing about it.
    private async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question().ConfigureAwait(false);
        }
        catch (FlinkException e) when (!e.IsTransient && e.Problem is not (FlinkProblem.JobNotFound or FlinkProblem.TriggerNotFound))
        {
            throw NotKnown(e);
        }
        catch (ZkException e)
        {
            throw FlinkJobs.Lost(e, $"Whether the {What} of the job {id} has happened is not known", TakenUp);
        }
    }

    private FlinkException NotKnown(FlinkException e) => e.AsUnknown($"Whether the {What} of the job {id} has happened is not known: {e.Message}", TakenUp);

    private Task TriggerAsync(CancellationToken cancellationToken)
    {
        var format = request.Format?.ToString().ToUpperInvariant();
        return isStop
            ? client.StopAsync(id, new(request.Folder, request.Drain, format, _trigger), cancellationToken)
            : client.SavepointAsync(id, new(request.Folder, Cancel: false, format, _trigger), cancellationToken);
    }

    private async Task<FlinkSavepointResult> FollowAsync(OperationBody? last, Guid? grant, CancellationToken cancellationToken)
    {
        var mayRepeat = grant is not null;
        FlinkException? unreached = null;
        do
        {
            try
            {
                last ??= await AskAsync(() => TryPollAsync(cancellationToken)).ConfigureAwait(false);
                unreached = null;
                if (last is { IsOver: true })
                    return await ResultAsync(last, cancellationToken).ConfigureAwait(false);
                if (last is null)
                {
                    if (!mayRepeat || await AskAsync(() => client.GrantAsync(cancellationToken)).ConfigureAwait(false) != grant)
                        return await LookAsync(cancellationToken).ConfigureAwait(false);
                    mayRepeat = false;
                    await AskAsync(async () =>
                    {
                        await TriggerAsync(cancellationToken).ConfigureAwait(false);
                        return true;
                    }).ConfigureAwait(false);
                }
            }
            catch (FlinkException e) when (e.IsTransient)
            {
                // Nobody leads for a while.
                unreached = e;
            }
            last = null;
        }
        while (await _pace.NextAsync(cancellationToken).ConfigureAwait(false));
        if (unreached is not null)
            throw NotKnown(unreached);
        throw Failure(FlinkProblem.Timeout, FlinkOutcome.Unknown, $"is not over after {request.Timeout.TotalSeconds:0.#} s, and goes on", TakenUp);
    }

    /// <returns>Null: the cluster does not know it.</returns>
    private async Task<OperationBody?> TryPollAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.OperationAsync(id, _trigger, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.TriggerNotFound)
        {
            return null;
        }
    }

    private async Task<FlinkSavepointResult> ResultAsync(OperationBody over, CancellationToken cancellationToken)
    {
        if (over.Result?.Location is { Length: > 0 } location)
            return new(id, _trigger, location, null);
        var stack = over.Result?.Stack ?? "";
        if (stack.Contains("FlinkJobNotFoundException", StringComparison.Ordinal))
            throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.NotDone, $"The cluster knows no running job {id}.");
        var written = Written().Match(stack);
        if (!written.Success && request.Format != FlinkSavepointFormat.Native && await IsNotCanonicalAsync(stack, cancellationToken).ConfigureAwait(false))
        {
            throw new FlinkException(FlinkProblem.CanonicalNotPossible, FlinkOutcome.NotDone, $"The {What} of the job {id} failed, and the job was restarted by that: it has state that cannot be written in canonical form.")
            {
                ServerText = stack,
                HowToSee = "-Format Native takes a savepoint of it, once all of its tasks run again (Get-FlinkJob).",
            };
        }
        var cause = ServerError.Cause(stack);
        throw new FlinkException(FlinkProblem.SavepointFailed, FlinkOutcome.NotDone, $"The {What} of the job {id} failed: {(cause.Length > 0 ? cause : "Flink does not say why.")}")
        {
            ServerText = stack,
            Savepoint = written.Success ? written.Groups[1].Value : null,
            HowToSee = Advice(stack, written.Success),
        };
    }

    private async Task<bool> IsNotCanonicalAsync(string stack, CancellationToken cancellationToken)
    {
        if (CanonicalRefusal.IsNamed(stack))
            return true;
        if (!CanonicalRefusal.MayBe(stack))
            return false;
        var pace = new Pace(client.Time, FlinkJobs.Staleness);
        do
        {
            try
            {
                if ((await client.FailuresAsync(id, FailuresRead, cancellationToken).ConfigureAwait(false)).Any(failure => CanonicalRefusal.IsNamed(failure.StackTrace)))
                    return true;
            }
            catch (Exception e) when (e is FlinkException or ZkException)
            {
                // That the savepoint has failed is known without it.
            }
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        return false;
    }

    // The leader that knew it is gone, or forgot it.
    private async Task<FlinkSavepointResult> LookAsync(CancellationToken cancellationToken)
    {
        string state;
        try
        {
            state = await AskAsync(() => client.StateAsync(id, cancellationToken)).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            throw Failure(FlinkProblem.TriggerNotFound, FlinkOutcome.Unknown, "is not known to the cluster any more, and neither is the job: it has ended, under a leader that is gone", $"A savepoint that was written lies below {Folder}, as savepoint-{id[..Math.Min(6, id.Length)]}-*, with a file _metadata.");
        }
        FlinkCheckpoint? newest = null;
        try
        {
            newest = Newest((await client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false)).Latest);
        }
        catch (Exception e) when (e is FlinkException { IsTransient: false } or ZkException)
        {
            // Of a job that had ended under the leader before it knows the state alone, and says of its checkpoints that they were not enabled.
        }
        if (newest is { Path: { } path, Status: "COMPLETED" } && newest.Id > _newestBefore && isStop == FlinkJobState.IsTerminal(state))
            return new(id, _trigger, path, state);
        if (FlinkJobState.IsTerminal(state))
            throw Failure(FlinkProblem.TriggerNotFound, FlinkOutcome.Unknown, $"is not known to the cluster; the job is {state}", $"Get-FlinkCheckpoint and Get-FlinkException show what became of it. A savepoint that was written lies below {Folder}, as savepoint-{id[..Math.Min(6, id.Length)]}-*, with a file _metadata.");
        // A leader that did not answer may only stand still, and carry out what it was sent when it goes on.
        if (isStop && _lost is { Problem: FlinkProblem.Timeout })
            throw Failure(FlinkProblem.TriggerNotFound, FlinkOutcome.Unknown, $"was sent to a leader that did not answer, and is not known to the one now; the job is {state}", $"If that process is dead, the stop has not happened. If it was only stopped, it may yet: Get-FlinkJob shows whether the job goes on. {TakenUp}");
        throw Failure(FlinkProblem.TriggerNotFound, isStop ? FlinkOutcome.NotDone : FlinkOutcome.Unknown, $"is not known to the leader; the job goes on and is {state}", $"Get-FlinkCheckpoint shows its savepoints. One that an earlier leader wrote lies below {Folder}, as savepoint-{id[..Math.Min(6, id.Length)]}-*.");
    }

    private static FlinkCheckpoint? Newest(FlinkLatestCheckpoints? latest) => latest?.Savepoint;

    private string? Advice(string stack, bool isWritten) =>
        isWritten ? "The savepoint is good to start from; what sinks had not committed by then is committed by a job that starts from it."
        : request.Format != FlinkSavepointFormat.Native && CanonicalRefusal.MayBe(stack)
            ? "A task failed under it: Get-FlinkException shows why. State that cannot be written in canonical form makes a job restart so; -Format Native takes that."
        : MissingTasks.Advice(stack);

    private FlinkException Failure(FlinkProblem problem, FlinkOutcome outcome, string what, string howToSee) => new(problem, outcome, $"The {What} {_trigger} of the job {id} {what}.") { HowToSee = howToSee };

    private string TakenUp => $"The same command with -TriggerId {_trigger} takes it up again; Get-FlinkCheckpoint shows the job's savepoints.";

    private string What => isStop ? "stop" : "savepoint";

    private string Folder => request.Folder ?? "the cluster's folder for savepoints";

    // A folder's name may have blanks and commas (StopWithSavepointStoppingException).
    [GeneratedRegex(@"savepoint has been created at: (.+?)(?:, but the corresponding job |\r?$)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Written();
}
