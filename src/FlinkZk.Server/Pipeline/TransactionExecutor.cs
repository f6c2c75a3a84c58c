using FlinkZk.Server.Operations;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>Carries out transactions of our own form: those that have just become safe, and those that are replayed.</summary>
internal sealed class TransactionExecutor(StateChanges changes, OperationTable operations)
{
    private readonly WireBuffer _unread = new();

    /// <summary>Carries one out and appends the body of its reply.</summary>
    /// <param name="txn">The transaction.</param>
    /// <param name="reply">Where the reply goes.</param>
    /// <param name="error">What the reply says.</param>
    /// <param name="known">The operation that was asked for, where that is known: unless the transaction says that it was refused, it is that one's.</param>
    /// <exception cref="TxnMismatchException">It does not fit the state, or is of an unknown type.</exception>
    /// <exception cref="WireFormatException">It is not whole.</exception>
    public TxnHeader Execute(ReadOnlySpan<byte> txn, WireBuffer reply, out ErrorCode error, Operation? known = null)
    {
        var reader = new JuteReader(txn);
        var header = TxnHeader.Read(ref reader);
        error = header.Type == OpCode.Error ? (ErrorCode)reader.ReadInt() : ErrorCode.Ok;
        if (error == ErrorCode.Ok)
            ((known?.Type == header.Type ? known : operations.Find(header.Type))?.Write ?? throw new TxnMismatchException($"Transaction 0x{header.Zxid:x} is of unknown type {(int)header.Type}."))
                .Apply(ref reader, header, changes, reply);
        changes.Database.LastZxid = header.Zxid;
        return header;
    }

    /// <summary>Carries out one of which nobody waits for the reply.</summary>
    public void Replay(ReadOnlySpan<byte> txn)
    {
        _unread.Clear();
        Execute(txn, _unread, out _);
    }
}
