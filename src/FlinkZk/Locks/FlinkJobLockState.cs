namespace FlinkZk;

/// <summary>What has become of a job lock, or of a place in its queue.</summary>
public enum FlinkJobLockState
{
    /// <summary>It is held.</summary>
    Held,

    /// <summary>Somebody waits for it.</summary>
    Waiting,

    /// <summary>It was given back.</summary>
    Released,

    /// <summary>It ended without having been given back: another may hold it.</summary>
    Lost,
}
