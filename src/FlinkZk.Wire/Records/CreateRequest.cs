namespace FlinkZk.Wire;

/// <summary>create, create2 and createContainer.</summary>
/// <param name="Path">The node.</param>
/// <param name="Data">The data.</param>
/// <param name="Acls">Who may do what.</param>
/// <param name="Mode">The kind of node: the flags on the wire.</param>
public readonly record struct CreateRequest(string Path, byte[]? Data, IReadOnlyList<Acl>? Acls, CreateMode Mode) : IRecord<CreateRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        writer.WriteBuffer(Data);
        Acl.WriteList(ref writer, Acls);
        writer.WriteInt((int)Mode);
    }

    /// <inheritdoc/>
    public static CreateRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? throw new WireFormatException("A path is null."), reader.ReadBuffer(), Acl.ReadList(ref reader), (CreateMode)reader.ReadInt());
}
