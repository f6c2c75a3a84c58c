using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Gives job locks back. By name it releases only those that were taken through the session, never another's.</summary>
[Cmdlet(VerbsCommon.Unlock, "FlinkJob", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(void))]
public sealed class UnlockFlinkJobCommand : FlinkZkCmdlet
{
    private const string NameSet = "Name";
    private const string LockSet = "Lock";

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

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var held in InputObject)
            Release(held);
        foreach (var job in Job)
            ForTarget(job, () => ReleaseByName(job));
    }

    private void ReleaseByName(string job)
    {
        var held = (Session ?? RunspaceSessions.Current.Default) is { } session ? SessionLocks.Through(session).Of(job) : [];
        if (held.Count == 0)
            throw new FlinkZkException("LockNotHeld", ErrorCategory.ObjectNotFound, $"This session does not hold the lock of job '{job}'.", "Get-FlinkJobLock shows who does.");
        foreach (var one in held)
            Release(one);
    }

    private void Release(FlinkJobLock held) => ForTarget(held, () =>
    {
        if (ShouldProcess(held.Job, "Unlock"))
            Wait(held.ReleaseAsync);
    });
}
