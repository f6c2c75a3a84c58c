using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the checkpoints and savepoints of jobs since their present leader has them, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkCheckpoint", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkCheckpoint))]
public sealed class GetFlinkCheckpointCommand : FlinkJobCmdlet
{
    /// <summary>Only savepoints.</summary>
    [Parameter]
    public SwitchParameter Savepoint { get; set; }

    /// <summary>Only the newest complete one of each job.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        var checkpoints = Wait(async token => await cluster.Client.CheckpointsAsync(id, token).ConfigureAwait(false));
        var found = Latest ? Newest(checkpoints.Latest) : checkpoints.History ?? [];
        foreach (var checkpoint in found.Where(checkpoint => !Savepoint || checkpoint.IsSavepoint))
            WriteObject(new FlinkCheckpoint(cluster, id, checkpoint));
    }

    private IEnumerable<Clusters.Model.FlinkCheckpoint> Newest(FlinkLatestCheckpoints? latest) =>
        new[] { latest?.Savepoint, Savepoint ? null : latest?.Completed }.OfType<Clusters.Model.FlinkCheckpoint>().OrderByDescending(checkpoint => checkpoint.Id).Take(1);
}
