namespace FlinkZk.Clusters.Watching;

/// <summary>Which conditions are watched for; null is one that is not.</summary>
public sealed record ConditionLimits
{
    /// <summary>How often a job may be restarted within <see cref="RestartWindow"/>.</summary>
    public int? MostRestarts { get; init; }

    /// <summary>The time that restarts are counted in.</summary>
    public TimeSpan RestartWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old the last checkpoint of a job that makes some may be; of one that has completed none, how long ago it may have been started.</summary>
    public TimeSpan? CheckpointAge { get; init; }

    /// <summary>How long nobody may lead.</summary>
    public TimeSpan? Leaderless { get; init; }

    /// <summary>How far a job may be behind.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>Whether there are to be as many TaskManagers as there were at most.</summary>
    public bool TaskManagers { get; init; }

    /// <summary>How long a condition has to hold before it is raised, and to be gone before it is cleared.</summary>
    public TimeSpan Debounce { get; init; }
}
