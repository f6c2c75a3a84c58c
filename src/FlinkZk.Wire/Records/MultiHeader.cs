namespace FlinkZk.Wire;

/// <summary>What stands before each operation and each result of a multi. The last one is <see cref="End"/>.</summary>
/// <param name="Type">The operation; <see cref="OpCode.Error"/> for a result that is an error.</param>
/// <param name="Done">True in the last header only.</param>
/// <param name="Error">-1 in requests; in results 0 or the error.</param>
public readonly record struct MultiHeader(OpCode Type, bool Done, ErrorCode Error) : IRecord<MultiHeader>
{
    /// <summary>The header that closes a list.</summary>
    public static MultiHeader End => new(OpCode.Error, Done: true, (ErrorCode)(-1));

    /// <summary>The header of an operation in a request.</summary>
    public static MultiHeader Request(OpCode type) => new(type, Done: false, (ErrorCode)(-1));

    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt((int)Type);
        writer.WriteBool(Done);
        writer.WriteInt((int)Error);
    }

    /// <inheritdoc/>
    public static MultiHeader Read(ref JuteReader reader) => new((OpCode)reader.ReadInt(), reader.ReadBool(), (ErrorCode)reader.ReadInt());
}
