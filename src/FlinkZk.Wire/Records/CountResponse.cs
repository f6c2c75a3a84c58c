namespace FlinkZk.Wire;

/// <summary>The answer to getAllChildrenNumber.</summary>
/// <param name="Count">Descendants.</param>
public readonly record struct CountResponse(int Count) : IRecord<CountResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(Count);
    }

    /// <inheritdoc/>
    public static CountResponse Read(ref JuteReader reader) => new(reader.ReadInt());
}
