using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the Flink clusters whose high-availability data lie below a root: who leads, who stands by, how many jobs.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkCluster")]
[OutputType(typeof(FlinkCluster))]
public sealed class GetFlinkClusterCommand : FlinkClusterCmdlet
{
    /// <summary>How long ZooKeeper may take to answer, for each cluster.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(5));

    private protected override Duration Patience => Timeout;

    /// <inheritdoc/>
    protected override void Process() => ForEachCluster((session, id) =>
    {
        if (Read(session, token => ClusterSearch.TryReadAsync(session, id, FlinkRoot, token)) is not { } cluster)
            return false;
        WriteObject(cluster);
        return true;
    });
}
