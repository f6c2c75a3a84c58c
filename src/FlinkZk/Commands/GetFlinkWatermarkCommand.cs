using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows how far event time has come in jobs: the watermark of each subtask, and how far it is behind the clock.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkWatermark", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkWatermark))]
public sealed class GetFlinkWatermarkCommand : FlinkVertexCmdlet<IReadOnlyList<Clusters.Model.FlinkWatermark>>
{
    private protected override Task<IReadOnlyList<Clusters.Model.FlinkWatermark>> ReadAsync(FlinkConnection cluster, string job, string vertex, CancellationToken cancellationToken) =>
        cluster.Client.WatermarksAsync(job, vertex, cancellationToken);

    private protected override void Write(FlinkConnection cluster, string job, FlinkVertex vertex, IReadOnlyList<Clusters.Model.FlinkWatermark> read)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var watermark in read)
            WriteObject(new FlinkWatermark(cluster, job, vertex, watermark, now));
    }
}
