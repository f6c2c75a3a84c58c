namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// How far a change of a job is. Each step is written down before it is begun, with the ids under which it is done, so that whoever comes can tell what became of it.
/// <code>
/// Stopping -- Starting -- Watching -- over
///                |            |
///                '-- Undoing -'- Restarting -- Proving -- over: all is as before
/// </code>
/// </summary>
public enum FlinkUpgradeStep
{
    /// <summary>The old job is stopped with a savepoint.</summary>
    Stopping,

    /// <summary>The new job is started from it.</summary>
    Starting,

    /// <summary>The new job is watched until it is stable.</summary>
    Watching,

    /// <summary>The new job is ended.</summary>
    Undoing,

    /// <summary>The old jar is started from the savepoint.</summary>
    Restarting,

    /// <summary>The old jar is watched until it runs.</summary>
    Proving,
}
