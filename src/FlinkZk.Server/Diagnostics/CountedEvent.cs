namespace FlinkZk.Server.Diagnostics;

/// <summary>What a front end counts for mntr beside requests.</summary>
internal enum CountedEvent
{
    /// <summary>A connection was over a limit (connection_rejected).</summary>
    ConnectionRejected,

    /// <summary>A session was asked for (connection_request_count).</summary>
    SessionRequested,

    /// <summary>A connection with a session was closed by either side (connection_drop_count).</summary>
    ConnectionDropped,

    /// <summary>A connection asked for no session in time (sessionless_connections_expired).</summary>
    SessionlessExpired,

    /// <summary>An identity could not be proved (auth_failed_count).</summary>
    AuthenticationFailed,

    /// <summary>A request was too large or not readable (large_requests_rejected).</summary>
    RequestRejected,

    /// <summary>A connection could not be encrypted (unsuccessful_handshake).</summary>
    TlsHandshakeFailed,
}
