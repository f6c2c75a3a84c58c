using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>The transaction that opens a session: <c>timeout i32 · password</c>. Its request is the server's own, made in the handshake.</summary>
internal sealed class CreateSession : WriteOperation
{
    public override bool NeedsSession => false;

    /// <summary>The request's body, and the transaction's.</summary>
    public static void Write(WireBuffer body, SessionRecord session)
    {
        var writer = new JuteWriter(body);
        writer.WriteInt(session.Timeout);
        writer.WriteBytes(session.Password);
    }

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        Write(txn, new(context.SessionId, request.ReadInt(), ReadBytes(ref request).ToArray()));
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply) =>
        changes.Database.Sessions[header.SessionId] = new(header.SessionId, txn.ReadInt(), ReadBytes(ref txn).ToArray());
}
