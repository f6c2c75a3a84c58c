using FlinkZk.Clusters.Upgrades;

namespace FlinkZk;

/// <summary>A change of one job, under its lock: one that the runspace holds already, or else one for the time of the change.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="session">Where the lock is, and what is written down.</param>
/// <param name="job">The lock's name.</param>
/// <param name="runspace">Who wants it.</param>
/// <param name="patience">How long the lock is waited for.</param>
internal sealed class JobChange(FlinkConnection cluster, ZkSession session, string job, Guid runspace, Duration patience)
{
    private string _status = "waiting for the lock";
    private volatile bool _isBegun;

    /// <summary>What is done, for whoever sits before it; on any thread.</summary>
    public string Status => Volatile.Read(ref _status);

    /// <summary>Whether the lock is held, and the change begun or over; on any thread.</summary>
    public bool IsBegun => _isBegun;

    public Task<FlinkUpgradeResult> RunAsync(FlinkUpgradeRequest request, CancellationToken cancellationToken) =>
        UnderLockAsync("Change of the job", upgrades => upgrades.RunAsync(request, cancellationToken), cancellationToken);

    public Task<FlinkUpgradeResult> GoOnAsync(FlinkUpgradeContinuation how, CancellationToken cancellationToken) =>
        UnderLockAsync(how.IsUndo ? "Taking back a change of the job" : "Going on with a change of the job", upgrades => upgrades.GoOnAsync(how, cancellationToken), cancellationToken);

    public Task<FlinkUpgradeRecord?> GiveUpAsync(CancellationToken cancellationToken) =>
        UnderLockAsync("Giving up a change of the job", upgrades => upgrades.GiveUpAsync(cancellationToken), cancellationToken);

    public Task<FlinkRescale?> RescaleAsync(string jobId, int parallelism, TimeSpan timeout, bool isForced, CancellationToken cancellationToken) =>
        UnderLockAsync("Another parallelism of the job", upgrades => upgrades.RescaleAsync(jobId, parallelism, timeout, isForced, cancellationToken), cancellationToken);

    public Task<FlinkJobSpec> RecordAsync(string jobId, FlinkDeployment deployment, CancellationToken cancellationToken) =>
        UnderLockAsync("Recording a revision of the job", upgrades => upgrades.RecordAsync(jobId, deployment, cancellationToken), cancellationToken);

    public Task<FlinkJobSpec> StartedAsync(string jobId, FlinkDeployment deployment, string? savepoint, CancellationToken cancellationToken) =>
        UnderLockAsync("Recording a start of the job", upgrades => upgrades.StartedAsync(jobId, deployment, savepoint, cancellationToken), cancellationToken);

    private async Task<T> UnderLockAsync<T>(string purpose, Func<FlinkUpgrades, Task<T>> work, CancellationToken cancellationToken)
    {
        if (SessionLocks.Through(session).Of(job).FirstOrDefault(held => held.Runspace == runspace && held.State == FlinkJobLockState.Held) is { } own)
            return await work(Under(own)).ConfigureAwait(false);
        var taken = await JobLocks.AcquireAllAsync([new JobToLock(session, job)], new LockTerms(purpose), runspace, patience, _ => { }, cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(Under(taken[0])).ConfigureAwait(false);
        }
        finally
        {
            // Not with the stop token: after Ctrl+C it must go all the same.
            await taken[0].ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private FlinkUpgrades Under(FlinkJobLock held)
    {
        _isBegun = true;
        return new(cluster.Client, held.Ownership, session.Paths, job) { Progress = new Latest(this) };
    }

    private sealed class Latest(JobChange change) : IProgress<string>
    {
        public void Report(string value) => Volatile.Write(ref change._status, value);
    }
}
