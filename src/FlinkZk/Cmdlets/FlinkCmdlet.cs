using System.Management.Automation;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that works on a Flink cluster, the one of <c>-Cluster</c> or else the runspace's last.</summary>
public abstract class FlinkCmdlet : FlinkZkCmdlet
{
    /// <summary>The connection to the cluster; without it the runspace's last one is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlinkArgument]
    [ValidateNotNull]
    public FlinkConnection? Cluster { get; set; }

    /// <summary>The connection to work on.</summary>
    /// <exception cref="FlinkZkException">There is none, or it is closed.</exception>
    private protected FlinkConnection ActiveCluster
    {
        get
        {
            var cluster = Cluster ?? RunspaceClusters.Current.Default ?? throw NotConnected();
            return cluster.IsClosed ? throw Closed(cluster) : cluster;
        }
    }

    /// <summary>The client of the connection to work on.</summary>
    private protected FlinkClient Flink => ActiveCluster.Client;

    internal static FlinkZkException NotConnected() => new(
        "FlinkNotConnected", ErrorCategory.ConnectionError, "There is no connection to a Flink cluster in this runspace.",
        "Make one with 'Connect-Flink http://jobmanager:8081', or 'Connect-Flink -ClusterId default' after Connect-Zk. A thread job takes the caller's: -Cluster $using:flink.");

    internal static FlinkZkException Closed(FlinkConnection cluster) =>
        new("FlinkNotConnected", ErrorCategory.ConnectionError, $"The connection to {cluster} is closed.", "Connect-Flink makes a new one.");
}
