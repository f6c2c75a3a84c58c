namespace FlinkZk.Wire;

/// <summary>setACL.</summary>
/// <param name="Path">The node.</param>
/// <param name="Acls">Who may do what.</param>
/// <param name="Version">The expected aversion, -1 for any.</param>
public readonly record struct SetAclRequest(string Path, IReadOnlyList<Acl>? Acls, int Version) : IRecord<SetAclRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Path);
        Acl.WriteList(ref writer, Acls);
        writer.WriteInt(Version);
    }

    /// <inheritdoc/>
    public static SetAclRequest Read(ref JuteReader reader) => new(reader.ReadString() ?? "", Acl.ReadList(ref reader), reader.ReadInt());
}
