using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>check: changes nothing, but makes a multi fail. The transaction: <c>path · version i32</c>, for readers of the log.</summary>
internal sealed class Check : PartOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var (path, version) = PathVersionRequest.Read(ref request);
        if (!ZnodePath.IsValid(path, out _))
            return ErrorCode.BadArguments;
        if (!context.Pending.TryFind(path, out var node))
            return ErrorCode.NoNode;
        if (!context.Allows(node, Permissions.Read))
            return ErrorCode.NoAuth;
        if (!VersionFits(version, node.Version))
            return ErrorCode.BadVersion;
        var writer = new JuteWriter(txn);
        new PathVersionRequest(path, version).Write(ref writer);
        return ErrorCode.Ok;
    }

    public override void Skip(ref JuteReader request) => PathVersionRequest.Read(ref request);

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply) =>
        PathVersionRequest.Read(ref txn);
}
