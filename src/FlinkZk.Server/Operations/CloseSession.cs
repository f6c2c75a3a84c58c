using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// closeSession, asked for by the client or by expiry. The transaction: <c>path[] · (more bool)?</c>, the nodes that go with it, and whether it is only a step.
/// A session may own more nodes than one transaction should name: the list would take more memory than the nodes do, and again at each replay. Such a session ends in steps. With the first it loses its
/// password, so that nobody comes back to it whatever happens before the last: it expires.
/// </summary>
internal sealed class CloseSession : WriteOperation
{
    /// <summary>Bytes of paths that one transaction names; the last path may go beyond.</summary>
    internal const int MostPaths = 256 * 1024;

    // Expiry asks for it after the session was marked as ending, and a client may ask twice.
    public override bool NeedsSession => false;

    public override int MostBesideBody => MostPaths + (1024 * 1024);

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var paths = context.Pending.EphemeralsOf(context.SessionId, MostPaths, out var isAll);
        foreach (var path in paths)
        {
            var parentPath = ZnodePath.Parent(path)!;
            if (context.Pending.TryFind(parentPath, out var parent))
                context.Change(parentPath, parent with { Children = parent.Children - 1 });
            context.Change(path, PendingNode.Gone);
        }
        context.Sessions.BeginClose(context.SessionId, isStep: !isAll);
        context.IsStep = !isAll;
        var writer = new JuteWriter(txn);
        writer.WriteStrings(paths);
        if (!isAll)
            writer.WriteBool(true);
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        for (var left = txn.ReadInt(); left > 0; left--)
            changes.Delete(ReadBytes(ref txn), header);
        var sessions = changes.Database.Sessions;
        if (txn.Remaining == 0 || !txn.ReadBool())
            sessions.Remove(header.SessionId);
        else if (sessions.TryGetValue(header.SessionId, out var session))
            sessions[header.SessionId] = session.HalfClosed();
    }
}
