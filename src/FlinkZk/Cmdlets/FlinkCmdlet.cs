using System.Management.Automation;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that works on a Flink cluster, the one of <c>-Cluster</c> or else the runspace's last.</summary>
public abstract class FlinkCmdlet : FlinkZkCmdlet
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

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

    /// <summary>Waits for the cluster on the pipeline's thread, and shows who is asked, and since when, where that takes longer; Ctrl+C ends the wait.</summary>
    private protected new T Wait<T>(Func<CancellationToken, ValueTask<T>> work) =>
        WorkProgress.Watch(PipelineThread.Start(() => work(StopToken)), $"Waiting for {Cluster ?? RunspaceClusters.Current.Default}", () => Waited, WriteProgress, StopToken);

    /// <summary>Waits for work that another thread does, and shows how far it is, and whether the cluster does not answer.</summary>
    private protected new T WatchProgress<T>(Task<T> work, string activity, Func<string> status) =>
        base.WatchProgress(work, activity, () => Waited is { } waited ? $"{status()}. {waited}" : status());

    // What is answered within a second is no news.
    private string? Waited => (Cluster ?? RunspaceClusters.Current.Default)?.Client.Waiting is { } waiting && waiting.Elapsed >= Soon ? waiting.ToString() : null;

    internal static FlinkZkException NotConnected() => new(
        "FlinkNotConnected", ErrorCategory.ConnectionError, "There is no connection to a Flink cluster in this runspace.",
        "Make one with 'Connect-Flink http://jobmanager:8081', or 'Connect-Flink -ClusterId default' after Connect-Zk. A thread job takes the caller's: -Cluster $using:flink.");

    internal static FlinkZkException Closed(FlinkConnection cluster) =>
        new("FlinkNotConnected", ErrorCategory.ConnectionError, $"The connection to {cluster} is closed.", "Connect-Flink makes a new one.");
}
