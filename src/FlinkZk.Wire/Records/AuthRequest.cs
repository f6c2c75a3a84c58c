namespace FlinkZk.Wire;

/// <summary>auth: adds an identity to the connection.</summary>
/// <param name="Type">Always 0.</param>
/// <param name="Scheme">digest, for example.</param>
/// <param name="Data">The proof, <c>user:password</c> for digest: a secret.</param>
public readonly record struct AuthRequest(int Type, string Scheme, byte[]? Data) : IRecord<AuthRequest>
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"AuthRequest {{ Scheme = {Scheme} }}";

    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(Type);
        writer.WriteString(Scheme);
        writer.WriteBuffer(Data);
    }

    /// <inheritdoc/>
    public static AuthRequest Read(ref JuteReader reader) => new(reader.ReadInt(), reader.ReadString() ?? "", reader.ReadBuffer());
}
