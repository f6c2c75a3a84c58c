namespace FlinkZk.Server.Diagnostics;

/// <summary>How much a log entry matters.</summary>
public enum ZkServerLogLevel
{
    /// <summary>For who looks for a fault: a session comes or goes.</summary>
    Debug,

    /// <summary>What an operator likes to see: start, stop, a session expired, a snapshot taken.</summary>
    Information,

    /// <summary>Something was refused, or is not as it should be; the server goes on.</summary>
    Warning,

    /// <summary>The server does less than it should until someone acts.</summary>
    Error,
}
