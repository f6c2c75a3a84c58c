using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// Whether a job that was started from a savepoint is stable: all tasks run, it was restored from that savepoint and no other, it has completed a checkpoint of its own,
/// and nothing has failed for a while. A job that has finished by itself is; one that somebody has stopped with a savepoint has finished for Flink too, and is not; nor is one
/// that is restarted only to fail again.
/// </summary>
/// <param name="jobId">The job.</param>
/// <param name="savepoint">What it was started from.</param>
/// <param name="wantsCheckpoint">Whether a checkpoint of its own is waited for, if it makes any.</param>
/// <param name="stableFor">How long all must be well.</param>
internal sealed class StabilityRule(string jobId, string savepoint, bool wantsCheckpoint, TimeSpan stableFor)
{
    // Flink answers from a copy that is up to three seconds old (web.refresh-interval): from what a job was restored, and that it was stopped, may be missing at first.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(7);

    private TimeSpan? _runsSince;
    private TimeSpan? _goodSince;
    private readonly CrashLoopRule _crashes = new();
    private DateTimeOffset? _lastFailure;
    private TimeSpan? _finishedSince;
    private bool _isRestored;

    /// <summary>What is waited for, for people.</summary>
    public string Status { get; private set; } = "starting";

    /// <summary>Since when all tasks run; null while they do not.</summary>
    public TimeSpan? RunsSince => _runsSince;

    /// <summary>Whether it has finished, and nothing is known of a stop.</summary>
    public bool HasFinished => _finishedSince is not null && StoppedWith is null;

    /// <summary>The savepoint with which somebody has stopped it; null if nobody has.</summary>
    public string? StoppedWith { get; private set; }

    /// <summary>Whether somebody has cancelled it: Flink itself never does.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Judges the next look.</summary>
    /// <param name="look">The job.</param>
    /// <param name="now">When it was seen, on any clock that does not go back.</param>
    /// <returns>True: it is stable. Null: not yet.</returns>
    /// <param name="failure">Why it never will be; null unless that is so.</param>
    public bool? Judge(JobLook look, TimeSpan now, out string? failure)
    {
        failure = null;
        if (look.Failures is [{ Time: { } time }, ..] && time != _lastFailure)
        {
            _lastFailure = time;
            _goodSince = null;
        }
        // Of the old one that was started again nothing is proved so: it is not ended for it.
        if (wantsCheckpoint && !FlinkJobState.IsTerminal(look.State) && look.State != "CANCELLING" && (failure = _crashes.Judge(look)) is not null)
            return false;
        if (look.State == "FINISHED" || look.AllRun)
            return JudgeRunning(look, now, ref failure);
        _runsSince = null;
        _goodSince = null;
        Status = look.State == "RUNNING" ? $"{look.Running} of {look.Tasks} tasks run" : $"it is {look.State}";
        IsCancelled = look.State == "CANCELED";
        if (FlinkJobState.IsTerminal(look.State))
            failure = IsCancelled ? "somebody has cancelled it meanwhile" : $"it has ended: it is {look.State}";
        return failure is null ? null : false;
    }

    private bool? JudgeRunning(JobLook look, TimeSpan now, ref string? failure)
    {
        _runsSince ??= now;
        var restored = look.Checkpoints?.Latest?.Restored;
        if (restored is null && !_isRestored)
        {
            Status = "all tasks run; waiting to see what it was restored from";
            if (now - _runsSince > Settling || look.State == "FINISHED" && look.Checkpoints is not null)
                failure = $"it runs from nothing instead of {savepoint}";
            return failure is null ? null : false;
        }
        // A restart from a checkpoint of its own is a restart and no more, also where the leader changed before it was seen what it began from.
        _isRestored |= FileUri.AreSame(restored?.Path, savepoint) || restored?.Path?.Contains($"/{jobId}/chk-", StringComparison.Ordinal) == true;
        if (!_isRestored)
        {
            failure = $"it was restored from {restored!.Path ?? "something else"} instead of {savepoint}";
            return false;
        }
        if (look.State == "FINISHED")
            return JudgeFinished(look, now, ref failure);
        if (wantsCheckpoint && look.MakesCheckpoints && !(look.Checkpoints?.Latest?.Completed?.Id > (restored?.Id ?? 0)))
        {
            Status = "restored; waiting for a checkpoint of its own";
            return null;
        }
        return JudgeWell(now);
    }

    private bool? JudgeFinished(JobLook look, TimeSpan now, ref string? failure)
    {
        _finishedSince ??= now;
        Status = "it has finished; waiting to see whether somebody has stopped it";
        // RestAPICheckpointType: the savepoint of a stop alone is of this type.
        if (look.Checkpoints?.Latest?.Savepoint is { Type: "SYNC_SAVEPOINT", Status: "COMPLETED" or null, Path: { } path } last && !FileUri.AreSame(path, savepoint) && !(last.Id <= look.Checkpoints.Latest.Restored?.Id))
        {
            StoppedWith = path;
            failure = $"somebody has stopped it meanwhile: it was stopped, with the savepoint {path}";
            return false;
        }
        return now - _finishedSince > Settling ? true : null;
    }

    private bool? JudgeWell(TimeSpan now)
    {
        _goodSince ??= now;
        Status = $"all is well for {(now - _goodSince.Value).TotalSeconds:0} of {stableFor.TotalSeconds:0} s";
        return now - _goodSince >= stableFor ? true : null;
    }
}
