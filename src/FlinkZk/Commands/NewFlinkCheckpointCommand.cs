using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Takes checkpoints of jobs now, without waiting for the next one that is due.</summary>
[Cmdlet(VerbsCommon.New, "FlinkCheckpoint", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkCheckpoint))]
public sealed class NewFlinkCheckpointCommand : FlinkJobCmdlet
{
    /// <summary>Writes all of the state, and refers to nothing of earlier checkpoints. Without it, as the job's checkpoints are.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

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
        if (!ShouldProcess(summary is null ? id : $"{summary.Name} ({id})", Full ? "Take a full checkpoint" : "Take a checkpoint"))
            return;
        var cluster = ActiveCluster;
        var request = new FlinkCheckpointRequest { IsFull = Full, TriggerId = FlinkTrigger.Of(TriggerId), Timeout = Timeout };
        WriteObject(new FlinkCheckpoint(cluster, id, WatchProgress(FlinkTrigger.Begin(token => new FlinkJobs(cluster.Client).CheckpointAsync(id, request, token), StopToken), $"Checkpoint of {summary?.Name ?? id}", () => "under way")));
    }
}
