namespace FlinkZk.Wire;

/// <summary>delete and check.</summary>
/// <param name="Path">The node.</param>
/// <param name="Version">The expected version, -1 for any.</param>
public readonly record struct PathVersionRequest(string Path, int Version) : IRecord<PathVersionRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteInt(Version);
    }

    /// <inheritdoc/>
    public static PathVersionRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", reader.ReadInt());
}
