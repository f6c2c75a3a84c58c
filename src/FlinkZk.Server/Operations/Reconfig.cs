using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>reconfig: a server of one node has nothing to reconfigure, and answers as Java with reconfigEnabled off.</summary>
internal sealed class Reconfig : WriteOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn) => ErrorCode.ReconfigDisabled;

    public override void Apply(ref JuteReader txn, in TxnHeader header, Database database, WireBuffer reply) =>
        throw new TxnMismatchException($"Transaction 0x{header.Zxid:x} is a reconfig: a server of one node never made it.");
}
