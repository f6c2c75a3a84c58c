using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>delete. The transaction: <c>path</c>.</summary>
internal sealed class Delete : PartOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var (path, version) = (ReadPath(ref request), request.ReadInt());
        return Prepare(path, version, byServer: false, context, txn);
    }

    public override void Skip(ref JuteReader request) => PathVersionRequest.Read(ref request);

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply) =>
        changes.Delete(ReadBytes(ref txn), header);

    /// <summary>The path of a request; Java has no null path.</summary>
    public static string ReadPath(ref JuteReader request) => request.ReadString() ?? throw new WireFormatException("A path is null.");

    /// <summary>Judges a deletion. The server's own is stopped by no ACL.</summary>
    public static ErrorCode Prepare(string path, int version, bool byServer, PrepareContext context, WireBuffer txn)
    {
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

    private static bool IsSpecial(string path) => path is "/" or "/zookeeper" or "/zookeeper/quota" or "/zookeeper/config";
}
