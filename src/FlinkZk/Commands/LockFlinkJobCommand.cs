using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Takes the lock of a job, as an object to be released with Unlock-FlinkJob, or for the time of a script block.</summary>
[Cmdlet(VerbsCommon.Lock, "FlinkJob", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkJobLock))]
public sealed class LockFlinkJobCommand : ZkSessionCmdlet
{
    private BlockRun? _run;

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Job { get; set; } = "";

    /// <summary>What to do while the lock is held; <c>$_</c> is the lock. It is released afterwards, whatever happens.</summary>
    [Parameter(Position = 1)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>How long to wait while another holds it; 0s takes it only if it is free.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Why, for those who wonder who holds it.</summary>
    [Parameter]
    public string? Purpose { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Job;
        EntityName.Validate(Job, "job");
        if (!ShouldProcess(Job, ScriptBlock is null ? "Lock" : "Lock and run the script block"))
            return;

        var taken = Wait(token => JobLocks.AcquireAsync(ActiveSession, Job, Purpose, Timeout, token));
        if (ScriptBlock is null)
        {
            WriteObject(taken);
            return;
        }
        try
        {
            RunUnder(taken, ScriptBlock);
        }
        finally
        {
            // Not with the stop token: after Ctrl+C the lock must go all the same. The release is bounded by the session's end.
            taken.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _run?.Stop();
    }

    private void RunUnder(FlinkJobLock taken, ScriptBlock block)
    {
        using var run = new BlockRun(this, block);
        _run = run;
        using var lost = taken.Lost.Register(() => run.Stop(WasLost()));
        try
        {
            run.Invoke(taken);
        }
        finally
        {
            _run = null;
        }
        if (taken.Lost.IsCancellationRequested)
            throw WasLost();
    }

    private FlinkZkException WasLost() => new("LockLost", ErrorCategory.ResourceUnavailable,
        $"The lock of job '{Job}' was lost while the script block ran, and the block was stopped where it stood: another may hold the lock now.",
        "Find out what the block had done before you run it again; give its writes the lock's token ($_.Token) as a fence.");
}
