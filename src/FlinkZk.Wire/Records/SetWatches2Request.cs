namespace FlinkZk.Wire;

/// <summary>setWatches2 (3.6): setWatches, with persistent watches that are armed without catching up.</summary>
/// <param name="RelativeZxid">The last transaction that the client has seen.</param>
/// <param name="Data">Paths watched by getData.</param>
/// <param name="Exist">Paths watched by exists that had no node.</param>
/// <param name="Child">Paths watched by getChildren.</param>
/// <param name="Persistent">Paths with a persistent watch.</param>
/// <param name="PersistentRecursive">Paths with a persistent recursive watch.</param>
public readonly record struct SetWatches2Request(long RelativeZxid, IReadOnlyCollection<string> Data, IReadOnlyCollection<string> Exist, IReadOnlyCollection<string> Child, IReadOnlyCollection<string> Persistent, IReadOnlyCollection<string> PersistentRecursive) : IRecord<SetWatches2Request>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteLong(RelativeZxid);
        writer.WriteStrings(Data);
        writer.WriteStrings(Exist);
        writer.WriteStrings(Child);
        writer.WriteStrings(Persistent);
        writer.WriteStrings(PersistentRecursive);
    }

    /// <inheritdoc/>
    public static SetWatches2Request Read(ref JuteReader reader) => new(reader.ReadLong(), reader.ReadStrings() ?? [], reader.ReadStrings() ?? [], reader.ReadStrings() ?? [], reader.ReadStrings() ?? [], reader.ReadStrings() ?? []);
}
