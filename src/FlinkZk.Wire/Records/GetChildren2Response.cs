namespace FlinkZk.Wire;

/// <summary>The answer to getChildren2.</summary>
/// <param name="Children">Names in no order.</param>
/// <param name="Stat">The parent's Stat.</param>
public readonly record struct GetChildren2Response(IReadOnlyCollection<string> Children, Stat Stat) : IRecord<GetChildren2Response>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteStrings(Children);
        Stat.Write(ref writer);
    }

    /// <inheritdoc/>
    public static GetChildren2Response Read(ref JuteReader reader) => new(reader.ReadStrings() ?? [], Stat.Read(ref reader));
}
