namespace FlinkZk.Wire;

/// <summary>The answer to getData.</summary>
/// <param name="Data">The data; null where it was created with null.</param>
/// <param name="Stat">The node's Stat.</param>
public readonly record struct GetDataResponse(byte[]? Data, Stat Stat) : IRecord<GetDataResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteBuffer(Data);
        Stat.Write(ref writer);
    }

    /// <inheritdoc/>
    public static GetDataResponse Read(ref JuteReader reader) => new(reader.ReadBuffer(), Stat.Read(ref reader));
}
