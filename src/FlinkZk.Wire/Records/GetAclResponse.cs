namespace FlinkZk.Wire;

/// <summary>The answer to getACL.</summary>
/// <param name="Acls">Who may do what; digests are masked without the admin permission.</param>
/// <param name="Stat">The node's Stat.</param>
public readonly record struct GetAclResponse(IReadOnlyList<Acl>? Acls, Stat Stat) : IRecord<GetAclResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        Acl.WriteList(ref writer, Acls);
        Stat.Write(ref writer);
    }

    /// <inheritdoc/>
    public static GetAclResponse Read(ref JuteReader reader) => new(Acl.ReadList(ref reader), Stat.Read(ref reader));
}
