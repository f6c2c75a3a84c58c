using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Takes and lists the locks of jobs.</summary>
internal static class JobLocks
{
    /// <exception cref="FlinkZkException">The time was over; names who holds the lock.</exception>
    public static async ValueTask<FlinkJobLock> AcquireAsync(ZkSession session, string job, string? purpose, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var queue = new DistributedLock(session.Client, session.Paths.Lock(job));
        if (await queue.TryAcquireAsync(LockHolder.Current(purpose), timeout, cancellationToken).ConfigureAwait(false) is { } ownership)
            return new FlinkJobLock(job, ownership, session, purpose, session.Client.TimeProvider.GetUtcNow());

        var contenders = await queue.GetContendersAsync(cancellationToken).ConfigureAwait(false);
        throw new FlinkZkException("LockTimeout", ErrorCategory.ResourceBusy,
            $"The lock of job '{job}' was not free within {new Duration(timeout)}{Describe(contenders)}.",
            "Get-FlinkJobLock shows who holds it and who waits; -Timeout waits longer.");
    }

    public static async ValueTask<IReadOnlyList<FlinkJobLockHolder>> ListAsync(ZkSession session, string job, CancellationToken cancellationToken)
    {
        var queue = new DistributedLock(session.Client, session.Paths.Lock(job));
        var contenders = await queue.GetContendersAsync(cancellationToken).ConfigureAwait(false);
        return [.. contenders.Select(contender => new FlinkJobLockHolder(job, contender))];
    }

    private static string Describe(IReadOnlyList<LockContender> contenders) => contenders is [{ Holder: { Host: not null } holder } first, ..]
        ? $": process {holder.Pid} of {holder.User} on {holder.Host} is at its head since {first.Since.UtcDateTime:u}"
            + (holder.Purpose is null ? "" : $" ({holder.Purpose})")
        : "";
}
