using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Takes and lists the locks of jobs.</summary>
internal static class JobLocks
{
    /// <summary>Takes all of the locks or none, one after the other in ordinal order of the jobs' names: two callers who want the same locks never wait for each other.</summary>
    /// <param name="jobs">Whose locks; no two are the same.</param>
    /// <param name="terms">How.</param>
    /// <param name="runspace">Who wants them: it cannot wait for what it holds itself.</param>
    /// <param name="timeout">How long to wait in all.</param>
    /// <param name="next">Hears of each before it is waited for.</param>
    /// <param name="cancellationToken">Gives up; those that were taken are given back.</param>
    /// <returns>The locks, in the order of <paramref name="jobs"/>.</returns>
    /// <exception cref="FlinkZkException">The time was over, and names who holds a lock; or one was lost while others were waited for.</exception>
    public static async ValueTask<IReadOnlyList<FlinkJobLock>> AcquireAllAsync(IReadOnlyList<JobToLock> jobs, LockTerms terms, Guid runspace, TimeSpan timeout, Action<JobToLock> next, CancellationToken cancellationToken)
    {
        if (jobs.FirstOrDefault(job => SessionLocks.Through(job.Session).Of(job.Job).Any(held => held.Runspace == runspace && held.State == FlinkJobLockState.Held)) is { Job: { } own })
        {
            throw new FlinkZkException("LockHeldAlready", ErrorCategory.ResourceExists, $"This session holds the lock of job '{own}' already, and would wait for itself.",
                $"Go on under the lock that it has, or give that back first: Unlock-FlinkJob {own}.");
        }
        var taken = new Dictionary<JobToLock, FlinkJobLock>();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var registrations = new List<CancellationTokenRegistration>();
        try
        {
            var begun = TimeProvider.System.GetTimestamp();
            foreach (var job in jobs.OrderBy(job => job.Job, StringComparer.Ordinal).ThenBy(job => job.Session.Id))
            {
                next(job);
                var left = timeout - TimeProvider.System.GetElapsedTime(begun);
                var held = await AcquireAsync(job, terms, runspace, timeout, left > TimeSpan.Zero ? left : TimeSpan.Zero, lost.Token).ConfigureAwait(false);
                taken.Add(job, held);
                registrations.Add(held.Lost.Register(lost.Cancel));
            }
            return [.. jobs.Select(job => taken[job])];
        }
        catch (Exception e)
        {
            await Task.WhenAll(taken.Values.Select(held => held.ReleaseAsync(CancellationToken.None).AsTask())).ConfigureAwait(false);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested && taken.Values.FirstOrDefault(held => held.Lost.IsCancellationRequested) is { } gone)
                throw new FlinkZkException("LockLost", ErrorCategory.ResourceUnavailable, $"The lock of job '{gone.Job}' was lost while the others were waited for; all are given back.", "Try again.", e);
            throw;
        }
        finally
        {
            foreach (var registration in registrations)
                await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Who else may take the lock away, once it is held.</summary>
    public static async ValueTask<IReadOnlyList<ForeignRights>> FindForeignRightsAsync(JobToLock job, CancellationToken cancellationToken) =>
        await new DistributedLock(job.Session.Client, job.Session.Paths.Lock(job.Job)).FindForeignRightsAsync(job.Session.Paths.Root, cancellationToken).ConfigureAwait(false);

    public static async ValueTask<IReadOnlyList<LockContender>> ListAsync(ZkSession session, string job, CancellationToken cancellationToken) =>
        await new DistributedLock(session.Client, session.Paths.Lock(job)).GetContendersAsync(cancellationToken).ConfigureAwait(false);

    private static async ValueTask<FlinkJobLock> AcquireAsync(JobToLock job, LockTerms terms, Guid runspace, TimeSpan asked, TimeSpan left, CancellationToken cancellationToken)
    {
        var queue = terms.Of(job);
        if (await queue.TryAcquireAsync(LockHolder.Current(terms.Purpose), left, cancellationToken).ConfigureAwait(false) is { } ownership)
            return new FlinkJobLock(job.Job, ownership, job.Session, terms, job.Session.Client.TimeProvider.GetUtcNow()) { Runspace = runspace };

        throw new FlinkZkException("LockTimeout", ErrorCategory.ResourceBusy,
            $"The lock of job '{job.Job}' was not free within {new Duration(asked)}{await DescribeAsync(queue, cancellationToken).ConfigureAwait(false)}.",
            "Get-FlinkJobLock shows who holds it and who waits; -Timeout waits longer; with -ErrorAction SilentlyContinue the script goes on without it.");
    }

    /// <summary>Who is at the head of a lock's queue, as the end of a sentence; empty where nobody is, or where one cannot find out.</summary>
    public static ValueTask<string> DescribeAsync(JobToLock job, CancellationToken cancellationToken) =>
        DescribeAsync(new DistributedLock(job.Session.Client, job.Session.Paths.Lock(job.Job)), cancellationToken);

    // It was not free, whether or not one can find out why.
    private static async ValueTask<string> DescribeAsync(DistributedLock queue, CancellationToken cancellationToken)
    {
        try
        {
            return Describe(await queue.GetContendersAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (ZkException)
        {
            return "";
        }
    }

    private static string Describe(IReadOnlyList<LockContender> contenders) => contenders is [{ Failure: not null } hidden, ..]
        ? $": whose it is this session may not read ('{hidden.Path}')"
        : contenders is [{ Holder: { Host: not null } holder } first, ..]
        ? $": {Who(holder)} is at its head since {first.Since.UtcDateTime:u}"
            + (holder.Purpose is null ? "" : $" (\"{holder.Purpose}\")")
        : "";

    private static string Who(LockHolder holder) => holder.Host == Environment.MachineName && holder.Pid == Environment.ProcessId
        ? $"this process ({holder.Pid}), through another session or runspace,"
        : $"one who claims to be process {holder.Pid} of {holder.User} on {holder.Host}";
}
