namespace FlinkZk.Wire;

/// <summary>createTTL.</summary>
/// <param name="Path">The node.</param>
/// <param name="Data">The data.</param>
/// <param name="Acls">Who may do what.</param>
/// <param name="Mode">The kind of node.</param>
/// <param name="Ttl">Milliseconds to live, counted from the last change.</param>
public readonly record struct CreateTtlRequest(string Path, byte[]? Data, IReadOnlyList<Acl>? Acls, CreateMode Mode, long Ttl) : IRecord<CreateTtlRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteBuffer(Data);
        Acl.WriteList(ref writer, Acls);
        writer.WriteInt((int)Mode);
        writer.WriteLong(Ttl);
    }

    /// <inheritdoc/>
    public static CreateTtlRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", reader.ReadBuffer(), Acl.ReadList(ref reader), (CreateMode)reader.ReadInt(), reader.ReadLong());
}
