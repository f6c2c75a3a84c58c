namespace FlinkZk.Wire;

/// <summary>sasl, both ways: one token of the exchange.</summary>
/// <param name="Token">The token: a secret.</param>
public readonly record struct SaslRequest(byte[]? Token) : IRecord<SaslRequest>
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"SaslRequest {{ {Token?.Length ?? 0} bytes }}";

    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteBuffer(Token);
    }

    /// <inheritdoc/>
    public static SaslRequest Read(ref JuteReader reader) => new(reader.ReadBuffer());
}
