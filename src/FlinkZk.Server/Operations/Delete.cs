using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>delete, and the server's own deleteContainer, which no ACL stops. The transaction: <c>path</c>.</summary>
internal sealed class Delete(bool byServer) : WriteOperation
{
    public override bool NeedsSession => !byServer;

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var path = request.ReadString() ?? throw new WireFormatException("A path is null.");
        var version = byServer ? -1 : request.ReadInt();

        var slash = path.LastIndexOf('/');
        if (slash < 0 || path.Contains('\0') || IsSpecial(path))
            return ErrorCode.BadArguments;
        var parentPath = slash == 0 ? ZnodePath.Root : path[..slash];
        if (!context.Pending.TryFind(parentPath, out var parent))
            return ErrorCode.NoNode;
        if (!byServer && !context.Allows(parent, Permissions.Delete))
            return ErrorCode.NoAuth;
        if (!context.Pending.TryFind(path, out var node))
            return ErrorCode.NoNode;
        if (!VersionFits(version, node.Version) || byServer && NodeKind.IsEphemeral(node.Owner))
            return ErrorCode.BadVersion;
        if (node.Children > 0)
            return ErrorCode.NotEmpty;

        context.Change(parentPath, parent with { Children = parent.Children - 1 });
        context.Change(path, PendingNode.Gone);
        new JuteWriter(txn).WriteString(path);
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, Database database, WireBuffer reply) =>
        database.Delete(ReadBytes(ref txn), header);

    private static bool IsSpecial(string path) => path is "/" or "/zookeeper" or "/zookeeper/quota" or "/zookeeper/config";
}
