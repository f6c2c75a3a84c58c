using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>The parent of a queue: a container where the server has containers, so that queues that nobody uses any more are swept away.</summary>
internal static class QueueParent
{
    public static async ValueTask EnsureAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        await NodeTree.EnsureAsync(client, ZnodePath.Parent(path)!, cancellationToken).ConfigureAwait(false);
        try
        {
            // Chosen by version, never tried: an unknown operation closes the connection.
            var mode = client.Supports(ServerFeature.Containers) ? CreateMode.Container : CreateMode.Persistent;
            await Idempotent.RetryAsync(() => client.CreateAsync(path, mode: mode, acl: NodeTree.DefaultAcl(client), cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
        {
        }
    }
}
