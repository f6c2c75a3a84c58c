using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Watches who holds the lock of a job and who waits for it, until Ctrl+C: first what there is, then every change as an object.</summary>
[Cmdlet(VerbsCommon.Watch, "FlinkJobLock")]
[OutputType(typeof(FlinkJobLockEvent))]
public sealed class WatchFlinkJobLockCommand : ZkSessionCmdlet
{
    /// <summary>The job. Nobody needs to have locked it yet.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Job { get; set; } = "";

    /// <summary>Ends after so many objects.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = int.MaxValue;

    /// <summary>Ends after this time; without it there is no end.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Job;
        EntityName.Validate(Job, "job");
        var session = ActiveSession;
        PumpUntil(session, Timeout, Count, token => LockWatcher.WatchAsync(session.Client, session.Paths.Lock(Job), token),
            change => WriteObject(new FlinkJobLockEvent(session, Job, change, session.Client.TimeProvider.GetUtcNow())));
    }
}
