using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>setData. The transaction: <c>path · data · version i32, the new one</c>.</summary>
internal sealed class SetData : PartOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var path = request.ReadString() ?? "";
        var dataIsNull = !request.TryReadBytes(out var data);
        var version = request.ReadInt();

        if (!ZnodePath.IsValid(path, out _))
            return ErrorCode.BadArguments;
        if (!context.Pending.TryFind(path, out var node))
            return ErrorCode.NoNode;
        if (!context.Allows(node, Permissions.Write))
            return ErrorCode.NoAuth;
        if (context.Quotas.Check(path, count: 0, data.Length - node.DataLength, context.SessionId) is var exceeded and not ErrorCode.Ok)
            return exceeded;
        if (!VersionFits(version, node.Version))
            return ErrorCode.BadVersion;
        if (!context.HasRoomFor(data.Length - node.DataLength))
            return ErrorCode.SystemError;

        var next = unchecked(node.Version + 1);
        context.Change(path, node with { Version = next, DataLength = data.Length });
        var writer = new JuteWriter(txn);
        writer.WriteString(path);
        if (dataIsNull)
            writer.WriteInt(-1);
        else
            writer.WriteBytes(data);
        writer.WriteInt(next);
        return ErrorCode.Ok;
    }

    public override void Skip(ref JuteReader request) => SetDataRequest.Read(ref request);

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        var path = ReadBytes(ref txn);
        var dataIsNull = !txn.TryReadBytes(out var data);
        WriteStat(reply, changes.SetData(path, data, dataIsNull, version: txn.ReadInt(), header));
    }
}
