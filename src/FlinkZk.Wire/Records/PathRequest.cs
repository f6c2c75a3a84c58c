namespace FlinkZk.Wire;

/// <summary>getACL, getEphemerals (a prefix), getAllChildrenNumber, sync, and getChildren inside multiRead: a path alone.</summary>
/// <param name="Path">The node.</param>
public readonly record struct PathRequest(string Path) : IRecord<PathRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
    }

    /// <inheritdoc/>
    public static PathRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "");
}
