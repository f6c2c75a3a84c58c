namespace FlinkZk.Clusters.Watching;

/// <summary>What happened in a cluster, or which condition has come or gone.</summary>
public enum ClusterEventKind
{
    /// <summary>Another JobManager leads, or the first one that was seen.</summary>
    LeaderChanged,

    /// <summary>Nobody answers any more.</summary>
    LeaderLost,

    /// <summary>A job was seen first, or has another state.</summary>
    JobState,

    /// <summary>A job that had not ended is not known any more, as after a leader that lost it.</summary>
    JobGone,

    /// <summary>A job was restarted.</summary>
    JobRestarted,

    /// <summary>A checkpoint failed.</summary>
    CheckpointFailed,

    /// <summary>How far a job is behind.</summary>
    Lag,

    /// <summary>A TaskManager was registered.</summary>
    TaskManagerAdded,

    /// <summary>A TaskManager is registered no more.</summary>
    TaskManagerLost,

    /// <summary>Condition: a job is restarted too often.</summary>
    RestartsOver,

    /// <summary>Condition: a job has made no checkpoint for too long.</summary>
    CheckpointOver,

    /// <summary>Condition: nobody has led for too long.</summary>
    LeaderMissing,

    /// <summary>Condition: a job is too far behind.</summary>
    LagOver,

    /// <summary>Condition: there are fewer TaskManagers than there were.</summary>
    TaskManagersMissing,
}
