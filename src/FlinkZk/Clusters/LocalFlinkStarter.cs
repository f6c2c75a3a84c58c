using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk;

/// <summary>Starts a cluster of processes on this machine, and connects to it.</summary>
/// <param name="session">The session with its ZooKeeper.</param>
/// <param name="options">How it is set up.</param>
/// <param name="isTemporary">Whether its folder was made for it alone.</param>
internal sealed class LocalFlinkStarter(ZkSession session, LocalClusterOptions options, bool isTemporary)
{
    // Asked again and again, while processes start.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    private ClusterReadiness? _readiness;

    /// <summary>How far it is.</summary>
    public string Status => _readiness?.Status ?? "Flink computes its memory";

    /// <summary>Starts it, and waits until it is ready; ends what was started if it is not.</summary>
    public async Task<(LocalFlink Local, FlinkConnection Connection)> RunAsync(int jobManagers, int taskManagers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (session.Client.IsTls)
        {
            throw new FlinkZkException("TlsNotSupported", ErrorCategory.NotImplemented, "The session's ZooKeeper is reached by TLS, and the processes of a trial cluster have no certificates.",
                "Use a ZooKeeper without TLS: Connect-Zk -Embedded, or -Session.");
        }
        var paths = new HaPaths(options.ClusterId, options.Root);
        await ClusterReadiness.CheckFreeAsync(session.Client, paths, cancellationToken).ConfigureAwait(false);
        var cluster = await LocalCluster.CreateAsync(options, cancellationToken).ConfigureAwait(false);
        cluster.CheckResults();
        var local = new LocalFlink(RunspaceList<LocalFlink>.NextId(), cluster, session, isTemporary) { Wanted = (jobManagers, taskManagers) };
        try
        {
            for (var count = 0; count < jobManagers; count++)
                cluster.Start(FlinkRole.JobManager);
            for (var count = 0; count < taskManagers; count++)
                cluster.Start(FlinkRole.TaskManager);
            using (var probe = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session.Client, paths), Timeout = Probe, TryTimeout = Probe }))
            {
                _readiness = new(cluster, session.Client, probe);
                await _readiness.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            }
            var connection = await FlinkConnector.ConnectAsync(session, options.ClusterId, options.Root, new() { Endpoints = FlinkConnector.Leader(session, options.ClusterId, options.Root) }, null, cancellationToken).ConfigureAwait(false);
            connection.Local = local;
            return (local, connection);
        }
        catch
        {
            // The logs stay.
            cluster.Dispose();
            throw;
        }
    }
}
