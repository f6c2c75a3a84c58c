namespace FlinkZk.Wire;

/// <summary>The answer to create.</summary>
/// <param name="Path">The node's path, with its sequence number.</param>
public readonly record struct CreateResponse(string Path) : IRecord<CreateResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
    }

    /// <inheritdoc/>
    public static CreateResponse Read(ref JuteReader reader) => new(reader.ReadString() ?? "");
}
