using FlinkZk.Wire;

namespace FlinkZk.Server.State;

/// <summary>What stands before each transaction, in the log and in memory: who asked, its number, when, and what it is.</summary>
/// <param name="SessionId">The session that asked.</param>
/// <param name="Xid">The request's number in its session.</param>
/// <param name="Zxid">The transaction's number: one more than that of the one before.</param>
/// <param name="Time">Wall clock, epoch milliseconds.</param>
/// <param name="Type">The operation, or <see cref="OpCode.Error"/> for one that was refused.</param>
internal readonly record struct TxnHeader(long SessionId, int Xid, long Zxid, long Time, OpCode Type) : IRecord<TxnHeader>
{
    /// <summary>Where <see cref="Type"/> stands.</summary>
    public const int TypeOffset = 28;

    public void Write(ref JuteWriter writer)
    {
        writer.WriteLong(SessionId);
        writer.WriteInt(Xid);
        writer.WriteLong(Zxid);
        writer.WriteLong(Time);
        writer.WriteInt((int)Type);
    }

    public static TxnHeader Read(ref JuteReader reader) => new(
        reader.ReadLong(), reader.ReadInt(), reader.ReadLong(), reader.ReadLong(), (OpCode)reader.ReadInt());
}
