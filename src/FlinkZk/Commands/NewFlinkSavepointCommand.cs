using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Takes savepoints of jobs, which go on.</summary>
[Cmdlet(VerbsCommon.New, "FlinkSavepoint", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkSavepoint))]
public sealed class NewFlinkSavepointCommand : FlinkSavepointCmdlet
{
    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        if (!ShouldProcess(summary is null ? id : $"{summary.Name} ({id})", "Take a savepoint"))
            return;
        var cluster = ActiveCluster;
        var request = Request;
        WriteObject(new FlinkSavepoint(cluster, WatchProgress(FlinkTrigger.Begin(token => new FlinkJobs(cluster.Client).SavepointAsync(id, request, token), StopToken), $"Savepoint of {summary?.Name ?? id}", () => "under way"), summary?.Name));
    }
}
