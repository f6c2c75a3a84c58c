namespace FlinkZk.Wire;

/// <summary>The answer to <see cref="ConnectRequest"/>: 37 bytes, or 36 for a client that left the last byte out.</summary>
/// <param name="ProtocolVersion">Always 0.</param>
/// <param name="TimeOut">The negotiated session timeout in milliseconds; 0 or less: the session is expired.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Password">The session's password, 16 bytes: a secret.</param>
/// <param name="ReadOnly">Whether this server is read-only at present; null where the byte is left out.</param>
public readonly record struct ConnectResponse(int ProtocolVersion, int TimeOut, long SessionId, byte[]? Password, bool? ReadOnly) : IRecord<ConnectResponse>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(ProtocolVersion);
        writer.WriteInt(TimeOut);
        writer.WriteLong(SessionId);
        writer.WriteBuffer(Password);
        if (ReadOnly is { } readOnly)
            writer.WriteBool(readOnly);
    }

    /// <inheritdoc/>
    public static ConnectResponse Read(ref JuteReader reader) => new(
        reader.ReadInt(), reader.ReadInt(), reader.ReadLong(), reader.ReadBuffer(),
        reader.Remaining > 0 ? reader.ReadBool() : null);

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"ConnectResponse {{ SessionId = 0x{SessionId:x}, TimeOut = {TimeOut}, ReadOnly = {ReadOnly} }}";
}
