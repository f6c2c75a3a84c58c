using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Nodes that no one means when they delete or move everything below: the root, and what is ZooKeeper's own.</summary>
internal static class ProtectedNodes
{
    private const string ServersOwn = "/zookeeper";
    private const string Remedy = "Name what is to go: Remove-Item zk:/app -Recurse.";

    /// <exception cref="FlinkZkException">The node is one of them.</exception>
    public static void Check(ZkSession session, string node)
    {
        if (node == ZnodePath.Root)
            throw new FlinkZkException("RootNotRemovable", ErrorCategory.PermissionDenied, "The root of a drive is neither deleted nor moved.", Remedy);
        var absolute = session.Client.Chroot == ZnodePath.Root ? node : session.Client.Chroot + node;
        if (ZnodePath.IsSameOrBelow(absolute, ServersOwn))
            throw new FlinkZkException("NodeProtected", ErrorCategory.PermissionDenied, $"'{node}' is ZooKeeper's own: without what is below {ServersOwn} the servers do not work as they should.", Remedy);
    }
}
