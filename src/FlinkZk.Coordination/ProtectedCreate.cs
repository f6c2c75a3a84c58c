using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Creates an ephemeral sequential node whose name carries a GUID, so that it is found again when the reply is lost. Without it such a node
/// would block its queue until the session ends (ZooKeeper's recipes: "Recoverable Errors and the GUID"; CURATOR-79).
/// </summary>
internal sealed class ProtectedCreate(ZkClient client, string parent, string label)
{
    private readonly string _prefix = $"{Guid.NewGuid():n}-{label}-";

    /// <summary>Creates the node, or finds the one that a create with a lost reply has left.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the node, should it come to exist, is removed in the background.</exception>
    public async Task<CreatedNode> RunAsync(byte[]? data, CancellationToken cancellationToken)
    {
        // The create itself is never cancelled: who gives up must still learn what became of it.
        var creation = CreateOrFindAsync(data);
        try
        {
            return await creation.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = RemoveWhenKnownAsync(creation);
            throw;
        }
    }

    private async Task<CreatedNode> CreateOrFindAsync(byte[]? data)
    {
        while (true)
        {
            try
            {
                return await client.CreateAsync(ZnodePath.Combine(parent, _prefix), data, CreateMode.EphemeralSequential, NodeTree.DefaultAcl(client), cancellationToken: client.Lost).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                // The queue's parent is missing, or the server swept it away as an empty container a moment ago.
                await QueueParent.EnsureAsync(client, parent, client.Lost).ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
                if (await FindAsync().ConfigureAwait(false) is { } found)
                    return found;
            }
        }
    }

    private async Task<CreatedNode?> FindAsync()
    {
        try
        {
            return await Idempotent.RetryAsync<CreatedNode?>(async () =>
            {
                await LeaderBarrier.PassAsync(client, parent, client.Lost).ConfigureAwait(false);
                foreach (var name in (await client.GetChildrenAsync(parent, client.Lost).ConfigureAwait(false)).Names)
                {
                    if (!name.StartsWith(_prefix, StringComparison.Ordinal))
                        continue;
                    var path = ZnodePath.Combine(parent, name);
                    // A node of an earlier session of this process is about to vanish: it is not ours (CURATOR-696).
                    if (await client.ExistsAsync(path, client.Lost).ConfigureAwait(false) is { } stat && stat.EphemeralOwner == client.SessionId)
                        return new CreatedNode(path, stat);
                }
                return null;
            }).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return null;
        }
    }

    private async Task RemoveWhenKnownAsync(Task<CreatedNode> creation)
    {
        using var counted = client.BeginCleanUp();
        try
        {
            _ = GuaranteedDelete.Start(client, (await creation.ConfigureAwait(false)).Path);
        }
        catch (Exception e) when (e is ZkException or OperationCanceledException)
        {
            // Nothing was created, or the session is over and the node with it.
        }
    }
}
