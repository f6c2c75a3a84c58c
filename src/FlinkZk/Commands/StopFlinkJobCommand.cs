using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Stops jobs, each with a savepoint.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FlinkJob", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkStop))]
public sealed class StopFlinkJobCommand : FlinkSavepointCmdlet
{
    /// <summary>Lets windows and timers fire first, as if the input had ended: for a job that is not to go on.</summary>
    [Parameter]
    public SwitchParameter Drain { get; set; }

    /// <summary>Cancels the job, without a savepoint: what it has done since its last checkpoint is lost, and that checkpoint with it unless the job retains checkpoints.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Force && (Drain || Path is not null || Format is not null || TriggerId is not null))
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-Force takes no savepoint: -Path, -Format, -Drain and -TriggerId have no meaning with it.", "Leave -Force out to stop with a savepoint.");
    }

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        // The row tells the name also of one that came by its id.
        summary ??= Wait(async token => await Flink.JobsAsync(token).ConfigureAwait(false)).FirstOrDefault(job => job.Id == id);
        if (!ShouldProcess(summary is null ? id : $"{summary.Name} ({id})", Force ? "Cancel the job, without a savepoint" : Drain ? "Drain and stop the job, with a savepoint" : "Stop the job, with a savepoint"))
            return;
        var cluster = ActiveCluster;
        var jobs = new FlinkJobs(cluster.Client);
        if (Force)
        {
            var state = Wait(async token => await jobs.CancelAsync(id, Timeout, token).ConfigureAwait(false));
            WriteObject(new FlinkStop(cluster, id, summary?.Name, state, null, null));
            return;
        }
        var request = Request with { Drain = Drain };
        var stopped = WatchProgress(FlinkTrigger.Begin(token => jobs.StopAsync(id, request, token), StopToken), $"Stop of {summary?.Name ?? id}", () => "savepoint under way");
        WriteObject(new FlinkStop(cluster, id, summary?.Name, stopped.State ?? "", stopped.Path, stopped.TriggerId));
    }
}
