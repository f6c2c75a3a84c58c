using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>Watches a job that was started from a savepoint until it is stable, or surely is not.</summary>
internal sealed class StableWatch(FlinkClient client, string id, string savepoint, TimeSpan timeout)
{
    // A checkpoint that comes by itself so soon need not be asked for.
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(2);

    // A job that is never seen while it restarts.
    private static readonly TimeSpan Suspicious = TimeSpan.FromSeconds(5);

    private readonly long _began = client.Time.GetTimestamp();
    private CheckpointSettingsBody? _settings;

    /// <summary>When all tasks ran first; null before.</summary>
    public DateTimeOffset? Ran { get; private set; }

    /// <summary>The savepoint with which somebody has stopped it; null if nobody has.</summary>
    public string? StoppedWith { get; private set; }

    /// <summary>Whether somebody has cancelled it.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Watches.</summary>
    /// <param name="stableFor">How long all must be well.</param>
    /// <param name="wantsCheckpoint">Whether a checkpoint of its own is waited for, if the job makes any.</param>
    /// <param name="progress">Hears what is waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it is not stable; null: it is.</returns>
    /// <exception cref="FlinkException">It cannot be told.</exception>
    public async Task<string?> RunAsync(TimeSpan stableFor, bool wantsCheckpoint, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var pace = new Pace(client.Time, timeout);
        var rule = new StabilityRule(id, savepoint, wantsCheckpoint, stableFor);
        FlinkException? unseen = null;
        do
        {
            try
            {
                var look = await LookAsync(cancellationToken).ConfigureAwait(false);
                unseen = null;
                var verdict = rule.Judge(look, pace.Elapsed, out var failure);
                Ran ??= rule.RunsSince is null ? null : client.Time.GetUtcNow();
                (StoppedWith, IsCancelled) = (rule.StoppedWith, rule.IsCancelled);
                progress?.Report(rule.Status);
                if (verdict == true)
                    return null;
                if (IsCancelled)
                    return failure;
                if (failure is not null)
                    return failure + await CauseAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (FlinkException e) when (e.IsTransient)
            {
                // Nobody leads for a while.
                unseen = e;
            }
            catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
            {
                return "the cluster does not know it any more";
            }
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        if (unseen is not null)
            throw unseen;
        if (rule.HasFinished)
            return null;
        return $"it is not stable after {timeout.TotalSeconds:0.#} s: {rule.Status}" + await CauseAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<JobLook> LookAsync(CancellationToken cancellationToken)
    {
        var state = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
        var tasks = (await client.JobsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(job => job.Id == id)?.Tasks;
        var look = new JobLook(state, Count("running") + Count("finished"), Count("total"), null, false, []);
        // What is made of the execution graph is kept for three seconds: asked sooner, it would be old when it matters.
        if (!look.AllRun && !FlinkJobState.IsTerminal(state))
            return MayCrash(state) ? look with { Failures = await client.FailuresAsync(id, CrashLoopRule.Asked, cancellationToken).ConfigureAwait(false) } : look;
        if (_settings is null)
        {
            _settings = await client.CheckpointSettingsAsync(id, cancellationToken).ConfigureAwait(false);
            if (look.AllRun && _settings.Interval > SoonEnough)
                await AskForCheckpointAsync(cancellationToken).ConfigureAwait(false);
        }
        var failures = client.FailuresAsync(id, CrashLoopRule.Asked, cancellationToken);
        var checkpoints = await client.CheckpointsAsync(id, cancellationToken).ConfigureAwait(false);
        return look with { Checkpoints = checkpoints, MakesCheckpoints = _settings.Interval is not null, Failures = await failures.ConfigureAwait(false) };

        int Count(string which) => tasks?.GetValueOrDefault(which) ?? 0;
    }

    private bool MayCrash(string state) => state is "RESTARTING" or "FAILING" || state == "RUNNING" && client.Time.GetElapsedTime(_began) > Suspicious;

    // What it failed of last is asked for when it is over: the answer is up to three seconds old.
    private async Task<string> CauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.FailuresAsync(id, 1, cancellationToken).ConfigureAwait(false) is [var last, ..] ? $": {last.Cause}" : "";
        }
        catch (FlinkException)
        {
            return "";
        }
    }

    // The next one by itself may be minutes away.
    private async Task AskForCheckpointAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CheckpointAsync(id, new("CONFIGURED", Guid.NewGuid().ToString("n")), cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException)
        {
            // 1.15 and 1.16 have no such request, and a task may just have failed: then the one that comes by itself is waited for.
        }
    }
}
