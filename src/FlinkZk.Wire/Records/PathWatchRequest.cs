namespace FlinkZk.Wire;

/// <summary>exists, getData, getChildren and getChildren2.</summary>
/// <param name="Path">The node.</param>
/// <param name="Watch">Whether a one-shot watch is left.</param>
public readonly record struct PathWatchRequest(string Path, bool Watch) : IRecord<PathWatchRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteBool(Watch);
    }

    /// <inheritdoc/>
    public static PathWatchRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", reader.ReadBool());
}
