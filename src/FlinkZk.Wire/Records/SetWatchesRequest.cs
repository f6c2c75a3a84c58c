namespace FlinkZk.Wire;

/// <summary>setWatches: re-arms one-shot watches after a reconnect, and says what was missed since <paramref name="RelativeZxid"/>.</summary>
/// <param name="RelativeZxid">The last transaction that the client has seen.</param>
/// <param name="Data">Paths watched by getData.</param>
/// <param name="Exist">Paths watched by exists that had no node.</param>
/// <param name="Child">Paths watched by getChildren.</param>
public readonly record struct SetWatchesRequest(long RelativeZxid, IReadOnlyCollection<string> Data, IReadOnlyCollection<string> Exist, IReadOnlyCollection<string> Child) : IRecord<SetWatchesRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteLong(RelativeZxid);
        writer.WriteStrings(Data);
        writer.WriteStrings(Exist);
        writer.WriteStrings(Child);
    }

    /// <inheritdoc/>
    public static SetWatchesRequest Read(ref JuteReader reader) => new(reader.ReadLong(), reader.ReadStrings() ?? [], reader.ReadStrings() ?? [], reader.ReadStrings() ?? []);
}
