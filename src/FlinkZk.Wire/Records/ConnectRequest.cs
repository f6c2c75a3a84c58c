namespace FlinkZk.Wire;

/// <summary>
/// The first frame of a connection; it has no header. Nothing may be sent behind it before the answer: when the session is expired the
/// server answers and closes, and a reset can eat that answer (<c>ClientCnxnSocketNIO</c>).
/// </summary>
/// <param name="ProtocolVersion">Always 0.</param>
/// <param name="LastZxidSeen">A server that is behind this closes the connection without an answer.</param>
/// <param name="TimeOut">The wished session timeout in milliseconds.</param>
/// <param name="SessionId">0 for a new session.</param>
/// <param name="Password">The session's password, 16 bytes: a secret.</param>
/// <param name="ReadOnly">Whether a read-only server will do; null where the client is older than 3.4 and leaves the byte out.</param>
public readonly record struct ConnectRequest(int ProtocolVersion, long LastZxidSeen, int TimeOut, long SessionId, byte[]? Password, bool? ReadOnly) : IRecord<ConnectRequest>
{
    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteInt(ProtocolVersion);
        writer.WriteLong(LastZxidSeen);
        writer.WriteInt(TimeOut);
        writer.WriteLong(SessionId);
        writer.WriteBuffer(Password);
        if (ReadOnly is { } readOnly)
            writer.WriteBool(readOnly);
    }

    /// <inheritdoc/>
    public static ConnectRequest Read(ref JuteReader reader) => new(
        reader.ReadInt(), reader.ReadLong(), reader.ReadInt(), reader.ReadLong(), reader.ReadBuffer(),
        reader.Remaining > 0 ? reader.ReadBool() : null);

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"ConnectRequest {{ SessionId = 0x{SessionId:x}, TimeOut = {TimeOut}, LastZxidSeen = 0x{LastZxidSeen:x}, ReadOnly = {ReadOnly} }}";
}
