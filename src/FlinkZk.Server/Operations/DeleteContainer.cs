using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>deleteContainer, the server's own deletion of containers and of nodes whose time to live is over. The transaction is that of <see cref="Delete"/>.</summary>
internal sealed class DeleteContainer : WriteOperation
{
    public override bool NeedsSession => false;

    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn) =>
        Delete.Prepare(Delete.ReadPath(ref request), version: -1, byServer: true, context, txn);

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply) =>
        changes.Delete(ReadBytes(ref txn), header);
}
