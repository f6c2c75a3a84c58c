using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>closeSession, asked for by the client or by expiry. The transaction: <c>path[]</c>, the nodes that go with it.</summary>
internal sealed class CloseSession : WriteOperation
{
    // Expiry asks for it after the session was marked as ending, and a client may ask twice.
    public override bool NeedsSession => false;

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var paths = context.Pending.EphemeralsOf(context.SessionId);
        foreach (var path in paths)
        {
            var parentPath = ZnodePath.Parent(path)!;
            if (context.Pending.TryFind(parentPath, out var parent))
                context.Change(parentPath, parent with { Children = parent.Children - 1 });
            context.Change(path, PendingNode.Gone);
        }
        context.Sessions.BeginClose(context.SessionId);
        new JuteWriter(txn).WriteStrings(paths);
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        for (var left = txn.ReadInt(); left > 0; left--)
            changes.Delete(ReadBytes(ref txn), header);
        changes.Database.Sessions.Remove(header.SessionId);
    }
}
