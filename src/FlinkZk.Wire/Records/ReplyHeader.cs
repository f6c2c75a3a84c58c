namespace FlinkZk.Wire;

/// <summary>What stands before each reply; a body follows only if <paramref name="Error"/> is <see cref="ErrorCode.Ok"/>.</summary>
/// <param name="Xid">The request's id, or one of <see cref="Wire.Xid"/>.</param>
/// <param name="Zxid">The last transaction that the server has applied; -1 in events of servers before 3.9.</param>
/// <param name="Error">The outcome.</param>
public readonly record struct ReplyHeader(int Xid, long Zxid, ErrorCode Error) : IRecord<ReplyHeader>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(Xid);
        writer.WriteLong(Zxid);
        writer.WriteInt((int)Error);
    }

    /// <inheritdoc/>
    public static ReplyHeader Read(ref JuteReader reader) => new(reader.ReadInt(), reader.ReadLong(), (ErrorCode)reader.ReadInt());
}
