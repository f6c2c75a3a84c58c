using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>How a job lock is wanted.</summary>
/// <param name="Purpose">Why.</param>
/// <param name="Limit">How many may hold it together.</param>
/// <param name="OnLoss">What becomes of it without a connection.</param>
internal sealed record LockTerms(string? Purpose, HolderLimit Limit = default, LossPolicy OnLoss = default)
{
    /// <summary>The lock of a job, wanted in this way.</summary>
    public DistributedLock Of(JobToLock job) => new(job.Session.Client, job.Session.Paths.Lock(job.Job)) { Limit = Limit, OnLoss = OnLoss };

    /// <summary>The word for a limit.</summary>
    public static FlinkJobLockMode Mode(HolderLimit limit) =>
        limit == HolderLimit.Exclusive ? FlinkJobLockMode.Exclusive : limit == HolderLimit.Shared ? FlinkJobLockMode.Shared : FlinkJobLockMode.Counted;
}
