using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Asks whoever holds the lock of a job to give it back. The holder sees it, and may comply; nothing else happens.</summary>
[Cmdlet(VerbsLifecycle.Request, "FlinkJobLock", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkJobLockHolder))]
public sealed class RequestFlinkJobLockCommand : FlinkZkCmdlet
{
    private const string NameSet = "Name";
    private const string HolderSet = "Holder";

    /// <summary>The jobs: all who hold their locks are asked.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>The session; without it the runspace's last one is used.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>Holders, as Get-FlinkJobLock gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = HolderSet)]
    [ValidateNotNullOrEmpty]
    public FlinkJobLockHolder[] Holder { get; set; } = [];

    /// <summary>Why, for the holder and the history.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Gives the holders that were asked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var holder in Holder)
            Ask(holder.Target, holder);
        foreach (var job in Job)
        {
            ForTarget(job, () =>
            {
                foreach (var target in Wait(token => LockTargets.HoldersAsync(Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected(), job, token)))
                    Ask(target, job);
            });
        }
    }

    private void Ask(LockTarget target, object asked) => ForTarget(asked, () =>
    {
        if (!ShouldProcess(target.ToString(), "Ask to give the lock back"))
            return;
        var request = LockRequest.Current(Reason);
        Wait(token => LockTargets.RequestAsync(target, request, token));
        if (PassThru)
            WriteObject(new FlinkJobLockHolder(target.Session, target.Job, target.Contender with { Holder = target.Contender.Holder with { Request = request } }));
    });
}
