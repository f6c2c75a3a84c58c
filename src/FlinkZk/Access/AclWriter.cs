using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Sets the access control lists of whole trees, several requests on the way at once.</summary>
internal static class AclWriter
{
    private const int RequestsAtOnce = 64;

    /// <summary>
    /// Sets the list of a node and of everything below it, the deepest first: a list that takes the right to read would otherwise hide what is below.
    /// ZooKeeper's own nodes are left out unless they are asked for.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The top; it must exist.</param>
    /// <param name="acl">Who may do what.</param>
    /// <param name="progress">Told of each node.</param>
    /// <param name="cancellationToken">Stops between two requests.</param>
    public static async ValueTask SetTreeAsync(ZkSession session, string path, IReadOnlyList<Acl> acl, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var nodes = await ListAsync(session, path, cancellationToken).ConfigureAwait(false);
        nodes.Reverse();
        foreach (var chunk in nodes.Chunk(RequestsAtOnce))
        {
            await Task.WhenAll(chunk.Select(node => SetAsync(session.Client, node, acl, progress, mustExist: node == path, cancellationToken))).ConfigureAwait(false);
        }
    }

    private static async Task SetAsync(ZkClient client, string path, IReadOnlyList<Acl> acl, IProgress<string> progress, bool mustExist, CancellationToken cancellationToken)
    {
        try
        {
            await client.SetAclAsync(path, acl, cancellationToken: cancellationToken).ConfigureAwait(false);
            progress.Report(path);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode && !mustExist)
        {
            // It went after it was listed.
        }
    }

    // Level by level, so that each node stands before those below it.
    private static async ValueTask<List<string>> ListAsync(ZkSession session, string path, CancellationToken cancellationToken)
    {
        List<string> nodes = [path];
        for (var done = 0; done < nodes.Count;)
        {
            var chunk = nodes.GetRange(done, Math.Min(RequestsAtOnce, nodes.Count - done));
            done += chunk.Count;
            foreach (var children in await Task.WhenAll(chunk.Select(node => ChildrenAsync(session, node, mustExist: node == path, cancellationToken))).ConfigureAwait(false))
                nodes.AddRange(children);
        }
        return nodes;
    }

    private static async Task<IEnumerable<string>> ChildrenAsync(ZkSession session, string path, bool mustExist, CancellationToken cancellationToken)
    {
        try
        {
            var names = await NodeReader.NamesAsync(session, path, cancellationToken).ConfigureAwait(false);
            var isServersRoot = path == ZnodePath.Root && session.Client.Chroot == ZnodePath.Root;
            return names.Where(name => !isServersRoot || name != "zookeeper").Select(name => ZnodePath.Combine(path, name));
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode && !mustExist)
        {
            return [];
        }
    }
}
