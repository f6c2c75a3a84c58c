namespace FlinkZk.Client;

/// <summary>What a session is doing.</summary>
public enum SessionState
{
    /// <summary>There was no connection yet.</summary>
    Connecting,
    /// <summary>Connected to a server that reads and writes.</summary>
    Connected,
    /// <summary>Connected to a server without a quorum: it only reads.</summary>
    ReadOnly,
    /// <summary>The connection is lost, the session perhaps not: the client looks for a server. Requests that were not sent wait.</summary>
    Suspended,
    /// <summary>The session is over: its ephemeral nodes are gone or will be.</summary>
    Expired,
    /// <summary>A server refused the identity: the session is over.</summary>
    AuthFailed,
    /// <summary>The session was closed by its owner.</summary>
    Closed,
}
