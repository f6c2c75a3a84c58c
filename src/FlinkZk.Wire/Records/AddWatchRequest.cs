namespace FlinkZk.Wire;

/// <summary>addWatch (3.6).</summary>
/// <param name="Path">The node.</param>
/// <param name="Mode">Persistent, or persistent recursive.</param>
public readonly record struct AddWatchRequest(string Path, AddWatchMode Mode) : IRecord<AddWatchRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteInt((int)Mode);
    }

    /// <inheritdoc/>
    public static AddWatchRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", (AddWatchMode)reader.ReadInt());
}
