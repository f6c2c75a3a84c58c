namespace FlinkZk;

/// <summary>What a server of this process is doing.</summary>
public enum ZkEmbeddedServerState
{
    /// <summary>It answers.</summary>
    Running,

    /// <summary>It answers reads, and takes no write until it is started anew.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>It answers reads, and refuses writes until what its Failure names has passed: a full disk, a full memory, a lost majority.</summary>
    Refusing,
}
