namespace FlinkZk.Wire;

/// <summary>An identity of a connection, as whoAmI tells it (3.7).</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="User">The user, without secrets.</param>
public readonly record struct ClientId(string Scheme, string User) : IRecord<ClientId>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteString(Scheme);
        writer.WriteString(User);
    }

    /// <inheritdoc/>
    public static ClientId Read(ref JuteReader reader) => new(reader.ReadString() ?? "", reader.ReadString() ?? "");
}
