namespace FlinkZk.Wire;

/// <summary>setData.</summary>
/// <param name="Path">The node.</param>
/// <param name="Data">The new data.</param>
/// <param name="Version">The expected version, -1 for any.</param>
public readonly record struct SetDataRequest(string Path, byte[]? Data, int Version) : IRecord<SetDataRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteBuffer(Data);
        writer.WriteInt(Version);
    }

    /// <inheritdoc/>
    public static SetDataRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", reader.ReadBuffer(), reader.ReadInt());
}
