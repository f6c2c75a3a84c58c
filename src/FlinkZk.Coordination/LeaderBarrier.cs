using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Waits until the server shows what the leader took before, so that who looks for the effect of a request whose reply was lost does not look too early. A sync is not
/// enough: Apache's leader answers one of its own clients at once, also while it has yet to apply what it has committed (ZOOKEEPER-1675). A transaction has its place in
/// the order of all.
/// </summary>
internal static class LeaderBarrier
{
    /// <summary>Passes it. To be tried again after a lost connection.</summary>
    /// <param name="client">Who will look.</param>
    /// <param name="path">A node that the client may read; whether it exists does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask PassAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            await client.MultiAsync([ZkOperation.Check(path)], cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            // This, too, was said in its place.
        }
        catch (ZkException e) when (e.Code != ErrorCode.ConnectionLoss && !e.IsSessionOver)
        {
            // Whoever takes no transactions now (a full disk) still answers a sync.
            await client.SyncAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }
}
