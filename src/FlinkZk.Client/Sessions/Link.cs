using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A connection whose handshake is done.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Answer">What the server agreed to.</param>
/// <param name="Asked">When the handshake's request was sent.</param>
internal sealed record Link(Connection Connection, ConnectResponse Answer, long Asked);
