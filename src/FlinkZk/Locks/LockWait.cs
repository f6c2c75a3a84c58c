namespace FlinkZk;

/// <summary>What is waited for while locks are taken one after the other, for whoever sits before it.</summary>
/// <param name="jobs">All that are wanted.</param>
/// <param name="timeout">How long is waited in all.</param>
/// <param name="stop">Ends the question who holds a lock.</param>
internal sealed class LockWait(IReadOnlyList<JobToLock> jobs, Duration timeout, CancellationToken stop)
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private JobToLock _job = jobs[0];
    private (JobToLock Job, Task<string> Holder)? _asked;

    /// <summary>The next one; on any thread.</summary>
    public void Begin(JobToLock job) => Volatile.Write(ref _job, job);

    /// <summary>Which lock, who is at the head of its queue, and for how long by now. Pipeline thread.</summary>
    public string Status
    {
        get
        {
            var job = Volatile.Read(ref _job);
            // Asked once a lock: somebody else may be at the head by now, but a wait that asks all the time is a load of its own.
            if (_asked?.Job != job)
                _asked = (job, JobLocks.DescribeAsync(job, stop).AsTask());
            var holder = _asked is { Holder: { IsCompletedSuccessfully: true } known } ? known.Result : "";
            return $"job '{job.Job}', for {TimeProvider.System.GetElapsedTime(_begun).TotalSeconds:0} s of {timeout}{holder}";
        }
    }
}
