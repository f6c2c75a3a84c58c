namespace FlinkZk.Wire;

/// <summary>An error as a body: results of a failed multi, and the answer to addWatch.</summary>
/// <param name="Error">The error.</param>
public readonly record struct ErrorResponse(ErrorCode Error) : IRecord<ErrorResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt((int)Error);
    }

    /// <inheritdoc/>
    public static ErrorResponse Read(ref JuteReader reader) => new((ErrorCode)reader.ReadInt());
}
