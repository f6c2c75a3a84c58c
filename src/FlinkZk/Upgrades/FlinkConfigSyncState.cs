namespace FlinkZk;

/// <summary>What became of a job when its configuration was put into it.</summary>
public enum FlinkConfigSyncState
{
    /// <summary>It runs with these values already.</summary>
    Unchanged,

    /// <summary>It was started anew with them, from its savepoint.</summary>
    Restarted,

    /// <summary>It did not become stable with them, and runs as before.</summary>
    RolledBack,
}
