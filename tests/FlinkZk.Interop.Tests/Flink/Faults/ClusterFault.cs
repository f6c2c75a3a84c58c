namespace FlinkZk.Interop.Tests;

/// <summary>What happens to the leading JobManager, or to ZooKeeper.</summary>
internal enum ClusterFault
{
    /// <summary>kill -9.</summary>
    Kill,

    /// <summary>SIGTERM: it ends in good order.</summary>
    Terminate,

    /// <summary>SIGSTOP past its session's end, and SIGCONT when another leads.</summary>
    Freeze,

    /// <summary>SIGSTOP and SIGCONT before anybody notices.</summary>
    Pause,

    /// <summary>ZooKeeper is killed, and comes back with its data before sessions end.</summary>
    ZooKeeperAway,
}
