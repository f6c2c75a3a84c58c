namespace FlinkZk;

/// <summary>What a server of this process is doing.</summary>
public enum ZkEmbeddedServerState
{
    /// <summary>It answers.</summary>
    Running,

    /// <summary>It answers reads and refuses writes: its disk is full or has failed.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Stopped,
}
