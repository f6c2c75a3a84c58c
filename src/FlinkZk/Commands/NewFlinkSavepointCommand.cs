using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Takes savepoints of jobs, which go on.</summary>
[Cmdlet(VerbsCommon.New, "FlinkSavepoint", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkSavepoint))]
public sealed class NewFlinkSavepointCommand : FlinkJobCmdlet
{
    /// <summary>The folder below which it is written: a URI that JobManagers and TaskManagers reach. Without it, the cluster's own.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>How it is written: Canonical can be moved between state backends, Native is faster. Without it, canonical.</summary>
    [Parameter]
    public FlinkSavepointFormat? Format { get; set; }

    /// <summary>The id of an operation, 32 hexadecimal digits: one that is under way, or over for less than five minutes, is taken up again.</summary>
    [Parameter]
    [ValidateJobId]
    public string[]? TriggerId { get; set; }

    /// <summary>How long it is waited for. What was begun goes on after it.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(10));

    private protected override bool TakesSeveral => false;

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        if (!ShouldProcess(summary is null ? id : $"{summary.Name} ({id})", "Take a savepoint"))
            return;
        var cluster = ActiveCluster;
        var request = new FlinkSavepointRequest { Folder = Path, Format = Format, TriggerId = FlinkTrigger.Of(TriggerId), Timeout = Timeout };
        WriteObject(new FlinkSavepoint(cluster, WatchProgress(FlinkTrigger.Begin(token => new FlinkJobs(cluster.Client).SavepointAsync(id, request, token), StopToken), $"Savepoint of {summary?.Name ?? id}", () => "under way")));
    }
}
