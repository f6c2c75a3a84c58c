namespace FlinkZk;

/// <summary>What a server of this process is doing.</summary>
public enum ZkEmbeddedServerState
{
    /// <summary>It answers.</summary>
    Running,

    /// <summary>It answers reads, and refuses writes until there is room on its disk.</summary>
    DiskFull,

    /// <summary>It answers reads, and takes no write until it is started anew.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Stopped,
}
