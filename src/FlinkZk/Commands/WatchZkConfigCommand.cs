using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Watches the values that hold for a job, until Ctrl+C: first those of now, then all of them again whenever one has changed.</summary>
[Cmdlet(VerbsCommon.Watch, "ZkConfig", DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigSnapshot))]
public sealed class WatchZkConfigCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string DefaultSet = "Default";

    /// <summary>The job. It needs no values yet.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <summary>Watches the defaults alone.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DefaultSet)]
    public SwitchParameter Default { get; set; }

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
        Target = Job ?? "defaults";
        if (Job is not null)
            EntityName.Validate(Job, "job");
        var session = ActiveSession;
        ConfigurationSnapshot? before = null;
        PumpUntil(session, Timeout, Count, token => ConfigurationWatcher.WatchAsync(session.Configuration, Job, token), snapshot =>
        {
            foreach (var failure in snapshot.Failures)
                WriteError(failure.Exception, failure.Path);
            WriteObject(new ZkConfigSnapshot(Job, snapshot, before, session));
            before = snapshot;
        });
    }
}
