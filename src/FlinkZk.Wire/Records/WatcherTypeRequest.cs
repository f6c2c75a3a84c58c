namespace FlinkZk.Wire;

/// <summary>removeWatches and checkWatches (3.5).</summary>
/// <param name="Path">The node.</param>
/// <param name="Type">Which kind.</param>
public readonly record struct WatcherTypeRequest(string Path, WatcherType Type) : IRecord<WatcherTypeRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteInt((int)Type);
    }

    /// <inheritdoc/>
    public static WatcherTypeRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", (WatcherType)reader.ReadInt());
}
