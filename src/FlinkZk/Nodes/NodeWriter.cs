using FlinkZk.Coordination;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Creates nodes as objects of the pipeline.</summary>
internal static class NodeWriter
{
    public static async ValueTask<ZkNode> CreateAsync(
        ZkSession session, string path, byte[]? data, CreateMode mode, IReadOnlyList<Acl>? acl, TimeSpan? ttl, bool parents, CancellationToken cancellationToken)
    {
        ZnodePath.Validate(path, mode.IsSequential());
        if (parents && ZnodePath.Parent(path) is { } parent)
            await NodeTree.EnsureAsync(session.Client, parent, cancellationToken).ConfigureAwait(false);
        var created = await session.Client.CreateAsync(path, data, mode, acl ?? NodeTree.DefaultAcl(session.Client), ttl, cancellationToken).ConfigureAwait(false);
        return new ZkNode(created.Path, data, created.Stat, session, KindOf(mode));
    }

    // What a server says of a node does not tell these from others; who made it knows.
    private static ZkNodeKind? KindOf(CreateMode mode) => mode switch
    {
        CreateMode.Container => ZkNodeKind.Container,
        CreateMode.PersistentWithTtl or CreateMode.PersistentSequentialWithTtl => ZkNodeKind.Ttl,
        _ => null,
    };
}
