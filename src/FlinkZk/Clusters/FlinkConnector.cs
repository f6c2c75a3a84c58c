using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk;

/// <summary>Opens connections to Flink clusters for Connect-Flink.</summary>
internal static class FlinkConnector
{
    /// <summary>Connects to addresses.</summary>
    public static ValueTask<FlinkConnection> ConnectAsync(Uri[] addresses, FlinkOptions options, string? user, CancellationToken cancellationToken) =>
        OpenAsync(options, null, null, addresses, user, cancellationToken);

    /// <summary>Connects to whoever leads.</summary>
    /// <exception cref="FlinkZkException">There is no such cluster.</exception>
    public static async ValueTask<FlinkConnection> ConnectAsync(ZkSession session, string clusterId, string root, FlinkOptions options, string? user, CancellationToken cancellationToken)
    {
        var id = ClusterSearch.Id(clusterId);
        if (await ClusterSearch.TryReadAsync(session, id, root, cancellationToken).ConfigureAwait(false) is null)
        {
            // A root that is not there is an error of its own.
            _ = await ClusterSearch.IdsAsync(session, root, cancellationToken).ConfigureAwait(false);
            throw ClusterSearch.NotFound(id, root);
        }
        return await OpenAsync(options, id, (session, new HaPaths(id, root)), [], user, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The endpoints of what follows the leader.</summary>
    public static FlinkEndpoints Leader(ZkSession session, string clusterId, string root) => FlinkEndpoints.LeaderOf(session.Client, new HaPaths(clusterId, root));

    private static async ValueTask<FlinkConnection> OpenAsync(FlinkOptions options, string? clusterId, (ZkSession, HaPaths)? followed, Uri[] addresses, string? user, CancellationToken cancellationToken)
    {
        var client = new FlinkClient(options);
        try
        {
            var version = await client.VersionAsync(cancellationToken).ConfigureAwait(false);
            var address = await client.AddressAsync(cancellationToken).ConfigureAwait(false);
            return new(RunspaceList<FlinkConnection>.NextId(), client, options.Endpoints, version, address ?? throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, "The leader is gone again."), clusterId, addresses, user) { Followed = followed };
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
