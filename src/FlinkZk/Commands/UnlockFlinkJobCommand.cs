using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Gives job locks back. By name it releases only those that were taken through the session, never another's, except with <c>-Force</c>: then it takes them away.</summary>
[Cmdlet(VerbsCommon.Unlock, "FlinkJob", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(void))]
public sealed class UnlockFlinkJobCommand : FlinkZkCmdlet
{
    private const string NameSet = "Name";
    private const string LockSet = "Lock";
    private const string HolderSet = "Holder";

    /// <summary>The jobs.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [OwnLock]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>The session through which they were taken; without it the runspace's last one is used.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SessionArgument]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>Locks, as Lock-FlinkJob gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = LockSet)]
    [OwnLock]
    [ValidateNotNullOrEmpty]
    public FlinkJobLock[] InputObject { get; set; } = [];

    /// <summary>Others' places in a queue, as Get-FlinkJobLock gives them: of those who hold, and of those who wait.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = HolderSet)]
    [ValidateNotNullOrEmpty]
    public FlinkJobLockHolder[] Holder { get; set; } = [];

    /// <summary>Takes the lock away from whoever holds it: their node is deleted, they lose the lock, and what they write with its fence is refused. It is written into the history.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(Mandatory = true, ParameterSetName = HolderSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = HolderSet)]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var holder in Holder)
            Remove(holder.Target, holder);
        foreach (var held in InputObject)
            Release(held);
        foreach (var job in Job)
            ForTarget(job, () => ReleaseByName(job));
    }

    private void ReleaseByName(string job)
    {
        var session = Session ?? RunspaceSessions.Current.Default;
        var held = session is not null ? SessionLocks.Through(session).Of(job) : [];
        if (held.Count == 0 && Force)
        {
            foreach (var target in Wait(token => LockTargets.HoldersAsync(session ?? throw SessionNotFound.NotConnected(), job, token)))
                Remove(target, job);
            return;
        }
        if (held.Count == 0)
            throw new FlinkZkException("LockNotHeld", ErrorCategory.ObjectNotFound, $"This session does not hold the lock of job '{job}'.", "Get-FlinkJobLock shows who does. Request-FlinkJobLock asks them for it; -Force takes it away from them.");
        foreach (var one in held)
            Release(one);
    }

    private void Release(FlinkJobLock held) => ForTarget(held, () =>
    {
        if (ShouldProcess(held.Job, "Unlock"))
            Wait(held.ReleaseAsync);
    });

    private void Remove(LockTarget target, object named) => ForTarget(named, () =>
    {
        if (ShouldProcess(target.ToString(), "Take the place in the lock's queue away"))
            Wait(token => LockTargets.RemoveAsync(target, LockRequest.Current(Reason), token));
    });
}
