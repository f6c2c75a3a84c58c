using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows how much of their time the operators of jobs are held back, at work and idle.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkBackpressure", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkBackpressure))]
public sealed class GetFlinkBackpressureCommand : FlinkVertexCmdlet<Clusters.Model.FlinkBackpressure>
{
    private protected override Task<Clusters.Model.FlinkBackpressure> ReadAsync(FlinkConnection cluster, string job, string vertex, CancellationToken cancellationToken) =>
        cluster.Client.BackpressureAsync(job, vertex, cancellationToken);

    private protected override void Write(FlinkConnection cluster, string job, FlinkVertex vertex, Clusters.Model.FlinkBackpressure read) =>
        WriteObject(new FlinkBackpressure(cluster, job, vertex, read));
}
