namespace FlinkZk.Wire;

/// <summary>The answer to create2, createContainer and createTTL.</summary>
/// <param name="Path">The node's path, with its sequence number.</param>
/// <param name="Stat">The node's Stat.</param>
public readonly record struct Create2Response(string Path, Stat Stat) : IRecord<Create2Response>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        Stat.Write(ref writer);
    }

    /// <inheritdoc/>
    public static Create2Response Read(ref JuteReader reader) => new(reader.ReadString() ?? "", Stat.Read(ref reader));
}
