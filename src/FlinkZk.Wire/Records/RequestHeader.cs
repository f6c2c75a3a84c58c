namespace FlinkZk.Wire;

/// <summary>What stands before each request.</summary>
/// <param name="Xid">The request's id, given back in its reply.</param>
/// <param name="Type">The operation.</param>
public readonly record struct RequestHeader(int Xid, OpCode Type) : IRecord<RequestHeader>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(Xid);
        writer.WriteInt((int)Type);
    }

    /// <inheritdoc/>
    public static RequestHeader Read(ref JuteReader reader) => new(reader.ReadInt(), (OpCode)reader.ReadInt());
}
