using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Others' places in queues of locks, and what is done to them.</summary>
internal static class LockTargets
{
    /// <summary>Who holds the lock of a job.</summary>
    /// <exception cref="FlinkZkException">Nobody does.</exception>
    public static async ValueTask<IReadOnlyList<LockTarget>> HoldersAsync(ZkSession session, string job, CancellationToken cancellationToken)
    {
        EntityName.Validate(job, "job");
        LockTarget[] holders = [.. (await JobLocks.ListAsync(session, job, cancellationToken).ConfigureAwait(false)).Where(contender => contender.IsHolder).Select(contender => new LockTarget(session, job, contender))];
        return holders.Length > 0 ? holders : throw new FlinkZkException("LockNotHeld", ErrorCategory.ObjectNotFound, $"Nobody holds the lock of job '{job}'.", "Get-FlinkJobLock shows all that are held.");
    }

    /// <summary>Asks one to let go.</summary>
    public static async ValueTask RequestAsync(LockTarget target, LockRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (!await target.Administration.RequestAsync(target.Contender, request, cancellationToken).ConfigureAwait(false))
                throw Gone(target);
        }
        catch (ZkException e) when (e.Code == Wire.ErrorCode.NoAuth)
        {
            throw new FlinkZkException("LockRequestRefused", ErrorCategory.PermissionDenied, $"The holder of the lock of job '{target.Job}' cannot be asked: its node '{target.Contender.Path}' is another identity's, and this session may not write it.",
                "Connect-Zk with the identity of the holder; or Unlock-FlinkJob -Force, which needs no right over the node, only to delete in the queue.", e);
        }
    }

    /// <summary>Takes the place of one away.</summary>
    public static async ValueTask RemoveAsync(LockTarget target, LockRequest by, CancellationToken cancellationToken)
    {
        if (!await target.Administration.RemoveAsync(target.Contender, by, cancellationToken).ConfigureAwait(false))
            throw Gone(target);
    }

    /// <summary>What was done to places in the queue of a job's lock, newest first.</summary>
    public static async ValueTask<IReadOnlyList<LockAction>> ReadHistoryAsync(ZkSession session, string job, CancellationToken cancellationToken) =>
        await new LockAdministration(session.Client, session.Paths, job).ReadHistoryAsync(cancellationToken).ConfigureAwait(false);

    private static FlinkZkException Gone(LockTarget target) => new("LockNotHeld", ErrorCategory.ObjectNotFound,
        $"Who was in the queue of job '{target.Job}' has left it: '{target.Contender.Path}' is gone.", "Get-FlinkJobLock shows who holds it now.");
}
