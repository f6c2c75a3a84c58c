namespace FlinkZk.Coordination;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A node is not there.</summary>
    NodeMissing,

    /// <summary>A node is there.</summary>
    NodeExists,

    /// <summary>What a node holds is as it is looked for.</summary>
    NodeValue,

    /// <summary>Who leads, or holds a lock, changes too often.</summary>
    LeaderChanges,

    /// <summary>A lock is held for too long.</summary>
    LockHeld,

    /// <summary>Somebody waits for a lock for too long.</summary>
    LockWaiting,

    /// <summary>A runner is not there.</summary>
    RunnerGone,

    /// <summary>Whoever watches loses the connection too often.</summary>
    SessionFlapping,

    /// <summary>A server does not answer, is slow, or is not in sync.</summary>
    ServerUnhealthy,
}
