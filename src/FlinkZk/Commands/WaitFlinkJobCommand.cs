using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Waits until jobs have ended, or are in a state.</summary>
[Cmdlet(VerbsLifecycle.Wait, "FlinkJob", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkJob))]
public sealed class WaitFlinkJobCommand : FlinkJobCmdlet
{
    /// <summary>The states, any of which is waited for; without it those in which a job has ended for good.</summary>
    [Parameter]
    [ValidateSet("INITIALIZING", "CREATED", "RUNNING", "RESTARTING", "FAILING", "CANCELLING", "RECONCILING", "SUSPENDED", "FINISHED", "CANCELED", "FAILED")]
    public string[] State { get; set; } = ["FINISHED", "CANCELED", "FAILED"];

    /// <summary>How long; without it for as long as it takes.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? Timeout { get; set; }

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        Wait(async token => await new FlinkJobs(cluster.Client).WaitAsync(id, state => State.Contains(state, StringComparer.OrdinalIgnoreCase), Timeout ?? TimeSpan.FromDays(3650), token).ConfigureAwait(false));
        foreach (var job in Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false)).Where(job => job.Id == id))
            WriteObject(new FlinkJob(cluster, job));
    }
}
