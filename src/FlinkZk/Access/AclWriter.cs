using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Sets the access control lists of whole trees, several requests on the way at once.</summary>
internal static class AclWriter
{
    /// <summary>
    /// Sets the list of a node and of everything below it, the deepest first: a list that takes the right to read would otherwise hide what is below.
    /// ZooKeeper's own nodes are left out unless they are asked for. A node that cannot be looked into or changed is told, and the others go on.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The top; it must exist.</param>
    /// <param name="acl">Who may do what.</param>
    /// <param name="progress">Told of each node.</param>
    /// <param name="cancellationToken">Stops between two requests.</param>
    /// <returns>What failed, one for a node.</returns>
    public static async ValueTask<IReadOnlyList<NodeFailure>> SetTreeAsync(
        ZkSession session, string path, IReadOnlyList<Acl> acl, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var failures = new SortedDictionary<string, NodeFailure>(StringComparer.Ordinal);
        var nodes = await ListAsync(session, path, failures, cancellationToken).ConfigureAwait(false);
        nodes.Reverse();
        var answers = NodeRequests.RunAsync(nodes, (node, token) => session.Client.SetAclAsync(node, acl, cancellationToken: token), static _ => 0, cancellationToken);
        await foreach (var (node, _, error) in answers.ConfigureAwait(false))
        {
            if (error is null)
                progress.Report(node);
            // One that went after it was listed has nothing to tell.
            else if (error.Code != ErrorCode.NoNode || node == path)
                failures.TryAdd(node, new(node, error));
        }
        return [.. failures.Values];
    }

    // Level by level, so that each node stands before those below it.
    private static async ValueTask<List<string>> ListAsync(ZkSession session, string path, SortedDictionary<string, NodeFailure> failures, CancellationToken cancellationToken)
    {
        List<string> nodes = [];
        for (List<string> level = [path]; level.Count > 0;)
        {
            nodes.AddRange(level);
            var below = new List<string>();
            var lists = NodeRequests.RunAsync(level, (node, token) => session.Client.GetChildrenAsync(node, token), static list => list.Names.Sum(static name => name.Length), cancellationToken);
            await foreach (var (node, list, error) in lists.ConfigureAwait(false))
            {
                if (error is null)
                    below.AddRange(list.Names.Where(name => !IsServersOwn(session, node, name)).Select(name => ZnodePath.Combine(node, name)));
                else if (error.Code != ErrorCode.NoNode || node == path)
                    failures.TryAdd(node, new(node, error));
            }
            level = below;
        }
        return nodes;
    }

    private static bool IsServersOwn(ZkSession session, string parent, string name) =>
        name == "zookeeper" && parent == ZnodePath.Root && session.Client.Chroot == ZnodePath.Root;
}
