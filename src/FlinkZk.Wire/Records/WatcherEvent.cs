namespace FlinkZk.Wire;

/// <summary>A watch event.</summary>
/// <param name="Type">What happened.</param>
/// <param name="State">The session's state (<c>KeeperState</c>), 3 when connected.</param>
/// <param name="Path">The node.</param>
public readonly record struct WatcherEvent(WatchEventType Type, int State, string Path) : IRecord<WatcherEvent>
{
    /// <summary>SyncConnected, the state that servers put into node events.</summary>
    public const int SyncConnected = 3;

    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt((int)Type);
        writer.WriteInt(State);
        writer.WriteString(Path);
    }

    /// <inheritdoc/>
    public static WatcherEvent Read(ref JuteReader reader) => new((WatchEventType)reader.ReadInt(), reader.ReadInt(), reader.ReadString() ?? "");
}
