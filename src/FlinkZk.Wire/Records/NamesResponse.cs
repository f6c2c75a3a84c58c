namespace FlinkZk.Wire;

/// <summary>The answer to getChildren and getEphemerals.</summary>
/// <param name="Names">Names or paths in no order.</param>
public readonly record struct NamesResponse(IReadOnlyCollection<string> Names) : IRecord<NamesResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteStrings(Names);
    }

    /// <inheritdoc/>
    public static NamesResponse Read(ref JuteReader reader) => new(reader.ReadStrings() ?? []);
}
