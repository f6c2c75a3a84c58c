using System.Management.Automation;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Nodes that no one means when they delete or move something: the root, and those without which a server does not work as it should.</summary>
internal static class ProtectedNodes
{
    private static readonly string[] ServersOwn = ["/zookeeper", "/zookeeper/config", "/zookeeper/quota"];

    /// <exception cref="FlinkZkException">The node is one of them.</exception>
    public static void Check(ZkSession session, string node)
    {
        if (node == ZnodePath.Root)
        {
            throw new FlinkZkException("RootProtected", ErrorCategory.PermissionDenied, "The root, with everything below it, is neither deleted nor moved at once.",
                "Name what is to go, or to move: Get-ZkChildNode / lists what lies below it.");
        }
        var absolute = session.Client.Chroot == ZnodePath.Root ? node : session.Client.Chroot + node;
        if (ServersOwn.Contains(absolute, StringComparer.Ordinal))
        {
            throw new FlinkZkException("NodeProtected", ErrorCategory.PermissionDenied, $"'{node}' is ZooKeeper's own: it is neither deleted nor moved.",
                "A quota goes with its node: Remove-ZkNode /zookeeper/quota/app -Recurse.");
        }
    }
}
