using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Small walks over nodes that several recipes need.</summary>
public static class NodeTree
{
    /// <summary>
    /// The access control that nodes of ours get: the caller's own identity where the session has one, else world, because a node that
    /// only an anonymous session could open would be nobody's.
    /// </summary>
    public static IReadOnlyList<Acl> DefaultAcl(ZkClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.Identity is not null ? Acl.CreatorAll : Acl.OpenUnsafe;
    }

    /// <summary>Creates <paramref name="path"/> and what is missing above it, as persistent nodes. Somebody else may do the same at the same time.</summary>
    public static async ValueTask EnsureAsync(ZkClient client, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (path == ZnodePath.Root)
            return;
        try
        {
            await Idempotent.RetryAsync(() => client.CreateAsync(path, acl: DefaultAcl(client), cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NodeExists)
        {
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            await EnsureAsync(client, ZnodePath.Parent(path)!, cancellationToken).ConfigureAwait(false);
            await EnsureAsync(client, path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Deletes <paramref name="path"/> and everything below it, children first. It is not atomic: what others create meanwhile is deleted too.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="path">The top; it need not exist.</param>
    /// <param name="progress">Told of each deleted node.</param>
    /// <param name="cancellationToken">Stops between two deletions.</param>
    /// <returns>How many nodes were deleted.</returns>
    public static async ValueTask<int> DeleteAsync(ZkClient client, string path, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var deleted = 0;
        while (true)
        {
            try
            {
                foreach (var child in (await client.GetChildrenAsync(path, cancellationToken).ConfigureAwait(false)).Names)
                    deleted += await DeleteAsync(client, ZnodePath.Combine(path, child), progress, cancellationToken).ConfigureAwait(false);
                await client.DeleteAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
                progress?.Report(path);
                return deleted + 1;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                return deleted;
            }
            catch (ZkException e) when (e.Code == ErrorCode.NotEmpty)
            {
                // A child came between the listing and the deletion: list again.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
