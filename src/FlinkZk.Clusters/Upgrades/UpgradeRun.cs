using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// Carries a change from step to step. A step is written down before it is begun; each can be begun again, because it is done under an id that is written down with it, and
/// looked for by that first.
/// </summary>
internal sealed class UpgradeRun(FlinkClient client, UpgradeJournal journal, IProgress<string>? progress)
{
    private const int StartsAtMost = 3;
    private const string TakenBack = "it was taken back";

    private static readonly TimeSpan CancelTimeout = TimeSpan.FromMinutes(2);

    private readonly FlinkJobs _jobs = new(client);
    private readonly string _job = journal.Job;
    private DateTimeOffset? _stopBegan;
    private DateTimeOffset? _ran;
    private bool _isResumed;
    private bool _isForgotten;

    private FlinkUpgradeRecord _record = null!;

    public async Task<FlinkUpgradeResult> BeginAsync(FlinkUpgradeRecord prepared, CancellationToken cancellationToken)
    {
        _record = prepared;
        await EnterAsync(prepared, FlinkUpgradeStep.Stopping, cancellationToken).ConfigureAwait(false);
        _stopBegan = client.Time.GetUtcNow();
        return await ToTheEndAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<FlinkUpgradeResult> GoOnAsync(FlinkUpgradeRecord record, FlinkUpgradeContinuation how, CancellationToken cancellationToken)
    {
        _isResumed = true;
        // As another process wrote it down, which may have another clock.
        _stopBegan = record.Moments.FirstOrDefault(moment => moment.Step == FlinkUpgradeStep.Stopping)?.Time;
        _record = record with
        {
            // It may be named because the one that is written down is no good.
            Savepoint = how.Savepoint ?? record.Savepoint,
            // What is taken back does not need it, and must not wait for it.
            New = Filled((how.IsUndo || record.Reason is not null) && how.Jar is null ? record.New : await AtAsync(record.New, how.Jar, cancellationToken).ConfigureAwait(false)),
            Old = record.Old is null ? null : Filled(await AtAsync(record.Old, how.PreviousJar, cancellationToken).ConfigureAwait(false)),
        };
        CheckSecrets(!how.IsUndo && record.Reason is null && record.Step is FlinkUpgradeStep.Stopping or FlinkUpgradeStep.Starting ? _record.New : null);
        // What is gone back to may be needed at any moment: to find that out later would leave no job at all.
        CheckSecrets(record.Step == FlinkUpgradeStep.Proving ? null : _record.Old);
        if (how.IsUndo && _record.Reason is null)
        {
            if (_record.Old is null)
                throw new FlinkUpgradeException(FlinkUpgradeProblem.NotStable, _job, $"There is nothing to go back to: the change of '{_job}' was begun without the old jar.") { Savepoint = _record.Savepoint };
            // Whether the old job was stopped has to be known first.
            if (_record.Savepoint is null && !await GuardAsync(() => HasStoppedAsync(cancellationToken)).ConfigureAwait(false))
            {
                await ForgetAsync().ConfigureAwait(false);
                return new(_record with { Reason = TakenBack }, _record.OldJobId, client.Time.GetUtcNow(), null, IsResumed: true);
            }
            await UndoAsync(TakenBack, cancellationToken).ConfigureAwait(false);
        }
        else if (record.Step == FlinkUpgradeStep.Stopping && _record.Savepoint is not null)
        {
            await EnterAsync(_record, FlinkUpgradeStep.Starting, cancellationToken).ConfigureAwait(false);
        }
        else if (record.Step == FlinkUpgradeStep.Proving && await GuardAsync(() => HasFailedAsync(record.RollbackJobId, cancellationToken)).ConfigureAwait(false))
        {
            CheckSecrets(_record.Old);
            // It is not proved by being watched again.
            await EnterAsync(_record, FlinkUpgradeStep.Restarting, cancellationToken).ConfigureAwait(false);
        }
        else if (record.Step is FlinkUpgradeStep.Watching or FlinkUpgradeStep.Proving && !FileUri.AreSame(_record.Savepoint, record.Savepoint))
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, _job, $"The change of the job '{_job}' stands at {record.Step}: its job was started from {record.Savepoint} already, and not from {how.Savepoint}.");
        }
        return await ToTheEndAsync(cancellationToken).ConfigureAwait(false);

        FlinkDeployment Filled(FlinkDeployment deployment) => DeploymentSecrets.Filled(deployment, how.Arguments, how.Configuration);
    }

    private void CheckSecrets(FlinkDeployment? deployment)
    {
        if (deployment is not null && DeploymentSecrets.Missing(deployment) is { } missing)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.SecretsMissing, _job, $"The change of the job '{_job}' stands at {_record.Step}, and '{Path.GetFileName(deployment.Jar)}' is started with {missing}, which ZooKeeper does not keep.") { Savepoint = _record.Savepoint };
    }

    private async Task<FlinkUpgradeResult> ToTheEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            progress?.Report(Text(_record.Step));
            if (await GuardAsync(() => StepAsync(cancellationToken)).ConfigureAwait(false))
                return await FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Whether the change is over.</returns>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        switch (_record.Step)
        {
            case FlinkUpgradeStep.Stopping:
                var savepoint = await StopAsync(cancellationToken).ConfigureAwait(false);
                await EnterAsync(_record with { Savepoint = savepoint }, FlinkUpgradeStep.Starting, cancellationToken).ConfigureAwait(false);
                return false;
            case FlinkUpgradeStep.Starting:
                if (await StartAsync(_record.NewJobId, _record.New, cancellationToken).ConfigureAwait(false) is { } failed)
                    await UndoAsync(failed, cancellationToken).ConfigureAwait(false);
                else
                    await EnterAsync(_record with { IsStartOver = true }, FlinkUpgradeStep.Watching, cancellationToken).ConfigureAwait(false);
                return false;
            case FlinkUpgradeStep.Watching:
                if (await WatchAsync(_record.NewJobId, _record.StableFor, wantsCheckpoint: true, cancellationToken).ConfigureAwait(false) is not { } unstable)
                    return true;
                await UndoAsync(unstable, cancellationToken).ConfigureAwait(false);
                return false;
            case FlinkUpgradeStep.Undoing:
                await EndNewAsync(cancellationToken).ConfigureAwait(false);
                await EnterAsync(_record, FlinkUpgradeStep.Restarting, cancellationToken).ConfigureAwait(false);
                return false;
            case FlinkUpgradeStep.Restarting:
                await RestartAsync(cancellationToken).ConfigureAwait(false);
                await EnterAsync(_record, FlinkUpgradeStep.Proving, cancellationToken).ConfigureAwait(false);
                return false;
            default:
                return await WatchAsync(_record.RollbackJobId, TimeSpan.Zero, wantsCheckpoint: false, cancellationToken).ConfigureAwait(false) is not { } wrong
                    ? true
                    : throw RollbackFailed(wrong, null);
        }
    }

    private async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            var how = new FlinkSavepointRequest { Folder = _record.Folder, Format = _record.Format, TriggerId = _record.TriggerId, IsFirst = !_isResumed, Timeout = _record.StopTimeout };
            return (await _jobs.StopAsync(_record.OldJobId, how, cancellationToken).ConfigureAwait(false)).Path;
        }
        catch (FlinkException e) when (!e.IsTransient)
        {
            if (await HasEndedAsync(cancellationToken).ConfigureAwait(false))
                return e.Savepoint ?? await new StoppedSavepoint(client, _job, _record).FindAsync(e, cancellationToken).ConfigureAwait(false);
            // A job that has not ended yet, though its savepoint is written, may end any time: only Flink's own word says that it goes on.
            if (e.Outcome == FlinkOutcome.NotDone && (e.Savepoint is null || e.ServerText is not null))
            {
                await ForgetAsync().ConfigureAwait(false);
                _isForgotten = true;
            }
            throw;
        }
    }

    /// <returns>Whether it was, with a savepoint that is in the record then; false: the job goes on.</returns>
    private async Task<bool> HasStoppedAsync(CancellationToken cancellationToken)
    {
        if (!await HasEndedAsync(cancellationToken).ConfigureAwait(false) && !await IsStoppingAsync(cancellationToken).ConfigureAwait(false))
            return false;
        _record = _record with { Savepoint = await StopAsync(cancellationToken).ConfigureAwait(false) };
        return true;
    }

    private async Task<bool> IsStoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await client.OperationAsync(_record.OldJobId, _record.TriggerId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.TriggerNotFound)
        {
            return false;
        }
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken) => FlinkJobState.IsTerminal(await StateAsync(_record.OldJobId, cancellationToken).ConfigureAwait(false) ?? "FINISHED");

    // One that the cluster does not know any more has ended somehow.
    private async Task<bool> HasFailedAsync(string id, CancellationToken cancellationToken) =>
        await StateAsync(id, cancellationToken).ConfigureAwait(false) is null or "FAILED" or "CANCELED";

    // Whoever types Start-FlinkJob while the old one is stopped, and the new one not there yet, has put a job in its place.
    // And the old one may come back, where a leader dies before it has kept that the job has ended.
    private async Task CheckAloneAsync(string id, CancellationToken cancellationToken)
    {
        var other = (await client.JobsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(job =>
            job.Id != id && !FlinkJobState.IsTerminal(job.State) && (_record.IsAbout(job.Id) || job.Name == (_record.Name ?? _job) && _record.Namesakes?.Contains(job.Id) != true));
        if (other is not null)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.RunsAlready, _job, $"A job '{other.Name}' {(_record.IsAbout(other.Id) ? "that this change has ended" : "that is not of this change")} runs already, as {other.Id}: it was started meanwhile, and the change of '{_job}', which stands at {_record.Step}, would start a second one.") { Savepoint = _record.Savepoint };
    }

    /// <returns>Why it failed; null: the cluster has the job.</returns>
    private async Task<string?> StartAsync(string id, FlinkDeployment deployment, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var jar = _record.JarId is { } known && deployment == _record.New && tries == 1 ? new FlinkJarFile { Id = known, Address = _record.JarAddress } : null;
            try
            {
                // A start that another had sent may have arrived.
                if (_isResumed && await StateAsync(id, cancellationToken).ConfigureAwait(false) is not null)
                    return null;
                await CheckAloneAsync(id, cancellationToken).ConfigureAwait(false);
                jar ??= await client.UploadAsync(deployment.Jar, _record.StartTimeout, cancellationToken).ConfigureAwait(false);
                await _jobs.StartAsync(new()
                {
                    Jar = jar,
                    JobId = id,
                    EntryClass = deployment.EntryClass,
                    Arguments = deployment.Arguments,
                    Parallelism = deployment.Parallelism,
                    Savepoint = _record.Savepoint,
                    // It stays what one can go back to.
                    ClaimMode = FlinkClaimMode.NoClaim,
                    AllowNonRestoredState = deployment.AllowNonRestoredState,
                    Configuration = deployment.Configuration,
                    Timeout = _record.StartTimeout,
                }, cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (FlinkException e) when (e.Problem == FlinkProblem.JobExists)
            {
                return null;
            }
            // The jar went with its JobManager; or a new leader does not know the job, which does not end by itself and so was not started.
            catch (FlinkException e) when (e.Problem is FlinkProblem.JarNotFound or FlinkProblem.JobNotFound && tries < StartsAtMost)
            {
            }
            catch (FlinkException e) when (e.Outcome != FlinkOutcome.Unknown && !e.IsTransient)
            {
                return e.Message;
            }
            finally
            {
                if (jar is not null)
                    await _jobs.DiscardAsync(jar).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> WatchAsync(string id, TimeSpan stableFor, bool wantsCheckpoint, CancellationToken cancellationToken)
    {
        var watch = new StableWatch(client, id, _record.Savepoint!, _record.StableTimeout);
        try
        {
            var unstable = await watch.RunAsync(stableFor, wantsCheckpoint, progress, cancellationToken).ConfigureAwait(false);
            if (watch.IsCancelled || watch.StoppedWith is not null)
                await LeaveEndedAsync(id, watch.StoppedWith, cancellationToken).ConfigureAwait(false);
            return unstable;
        }
        finally
        {
            _ran = watch.Ran ?? _ran;
        }
    }

    // Somebody wants it so: to start the old one again would be wrong, and to call it updated as well.
    private async Task LeaveEndedAsync(string id, string? stoppedWith, CancellationToken cancellationToken)
    {
        await journal.FinishAsync(Spec(id, client.Time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        throw new FlinkUpgradeException(FlinkUpgradeProblem.EndedByHand, _job, $"Somebody has {(stoppedWith is null ? "cancelled" : "stopped")} the job {id} of '{_job}' while it was watched. It is left so, and the change is over.") { Savepoint = stoppedWith ?? _record.Savepoint };
    }

    private async Task UndoAsync(string why, CancellationToken cancellationToken)
    {
        // It comes to stand within a sentence.
        var reason = Hidden(why).TrimEnd('.', ' ');
        if (_record.Old is null)
        {
            await ForgetAsync().ConfigureAwait(false);
            throw new FlinkUpgradeException(FlinkUpgradeProblem.NotStable, _job, $"The new job {_record.NewJobId} of '{_job}' is not stable: {reason}. There is nothing to go back to.") { Savepoint = _record.Savepoint };
        }
        var isOver = _record.IsStartOver || !_isResumed || _record.Moments.All(moment => moment.Step != FlinkUpgradeStep.Starting);
        await EnterAsync(_record with { Reason = reason, IsStartOver = isOver }, FlinkUpgradeStep.Undoing, cancellationToken).ConfigureAwait(false);
    }

    // A main method that another had begun to run may still come to its end, and to a job.
    private async Task EndNewAsync(CancellationToken cancellationToken)
    {
        var pace = new Pace(client.Time, _record.IsStartOver ? TimeSpan.Zero : _record.StartTimeout - (client.Time.GetUtcNow() - Began(FlinkUpgradeStep.Starting)));
        do
        {
            if (await StateAsync(_record.NewJobId, cancellationToken).ConfigureAwait(false) is not { } state)
                continue;
            try
            {
                if (!FlinkJobState.IsTerminal(state))
                    await _jobs.CancelAsync(_record.NewJobId, CancelTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (FlinkException e) when (e.Problem is FlinkProblem.JobEnded or FlinkProblem.JobNotFound)
            {
            }
            return;
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task RestartAsync(CancellationToken cancellationToken)
    {
        // An id under which a job has ended is no use again.
        if (_isResumed && FlinkJobState.IsTerminal(await StateAsync(_record.RollbackJobId, cancellationToken).ConfigureAwait(false)))
            await EnterAsync(_record with { RollbackJobId = UpgradePreparation.Id() }, FlinkUpgradeStep.Restarting, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await StartAsync(_record.RollbackJobId, _record.Old!, cancellationToken).ConfigureAwait(false) is { } failed)
                throw RollbackFailed(failed, null);
        }
        catch (IOException e)
        {
            throw RollbackFailed(e.Message, e);
        }
    }

    private async Task<FlinkUpgradeResult> FinishAsync(CancellationToken cancellationToken)
    {
        var id = _record.Reason is null ? _record.NewJobId : _record.RollbackJobId;
        var now = client.Time.GetUtcNow();
        await journal.FinishAsync(Spec(id, now), cancellationToken).ConfigureAwait(false);
        var downtime = _ran - _stopBegan;
        return new(_record, id, now, downtime < TimeSpan.Zero ? TimeSpan.Zero : downtime, _isResumed);
    }

    // Which state cannot be written otherwise is known by now: the next change is not to find that out anew.
    private FlinkJobSpec Spec(string id, DateTimeOffset now) =>
        new(id, (_record.Reason is null ? _record.New : _record.Old!) with { SavepointFormat = _record.Format }, _record.Savepoint, now, Environment.UserName, Environment.MachineName);

    private async Task EnterAsync(FlinkUpgradeRecord record, FlinkUpgradeStep step, CancellationToken cancellationToken)
    {
        var next = record with { Step = step, Moments = [.. record.Moments, new(step, client.Time.GetUtcNow())] };
        await journal.WriteAsync(next, cancellationToken).ConfigureAwait(false);
        _record = next;
    }

    // Nothing has happened to the job. Not with the caller's token: after Ctrl+C it must go all the same.
    private async Task ForgetAsync()
    {
        await journal.DropAsync(CancellationToken.None).ConfigureAwait(false);
        if (_record.JarId is { } jar)
            await _jobs.DiscardAsync(new() { Id = jar, Address = _record.JarAddress }).ConfigureAwait(false);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (FlinkException e) when (!_isForgotten)
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.Interrupted, _job, $"The change of the job '{_job}' is not over. It stands at {_record.Step}: {e.Message}", e) { Savepoint = _record.Savepoint ?? e.Savepoint };
        }
        catch (IOException e)
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.Interrupted, _job, $"The change of the job '{_job}' is not over. It stands at {_record.Step}: {e.Message}", e) { Savepoint = _record.Savepoint };
        }
    }

    private FlinkUpgradeException RollbackFailed(string why, Exception? inner) =>
        new(FlinkUpgradeProblem.RollbackFailed, _job, $"The job '{_job}' does not run: the new one failed ({_record.Reason}), and the old one could not be started again: {Hidden(why)}", inner) { Savepoint = _record.Savepoint };

    // What fails may tell what it was started with.
    private string Hidden(string text) => SecretArguments.Hidden(text, [.. DeploymentSecrets.Values(_record.New), .. DeploymentSecrets.Values(_record.Old)]);

    private DateTimeOffset Began(FlinkUpgradeStep step) => _record.Moments.LastOrDefault(moment => moment.Step == step)?.Time ?? client.Time.GetUtcNow();

    /// <returns>Null: there is no such job.</returns>
    private async Task<string?> StateAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return null;
        }
    }

    // Another file of that name would be another program.
    private async Task<FlinkDeployment> AtAsync(FlinkDeployment deployment, string? path, CancellationToken cancellationToken)
    {
        path ??= deployment.Jar;
        if (File.Exists(path) && await FlinkDeployment.HashAsync(path, cancellationToken).ConfigureAwait(false) != deployment.Sha256)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.JarChanged, _job, $"'{path}' is not the jar that the change of '{_job}' was begun with.");
        return deployment with { Jar = path };
    }

    private static string Text(FlinkUpgradeStep step) => step switch
    {
        FlinkUpgradeStep.Stopping => "stopping the old job with a savepoint",
        FlinkUpgradeStep.Starting => "starting the new job",
        FlinkUpgradeStep.Watching => "watching the new job",
        FlinkUpgradeStep.Undoing => "ending the new job",
        FlinkUpgradeStep.Restarting => "starting the old job again",
        _ => "watching the old job",
    };
}
