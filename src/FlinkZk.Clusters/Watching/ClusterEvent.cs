using FlinkZk.Coordination;

namespace FlinkZk.Clusters.Watching;

/// <summary>Something that happened in a cluster, or a condition that came or went.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Kind">What.</param>
/// <param name="Message">The same in words.</param>
public sealed record ClusterEvent(DateTimeOffset Time, ClusterEventKind Kind, string Message)
{
    /// <summary>Whether a condition has come or gone; null of what is none.</summary>
    public ConditionEdge? Edge { get; init; }

    /// <summary>The job; null where it is about none.</summary>
    public string? JobId { get; init; }

    /// <summary>Its name.</summary>
    public string? JobName { get; init; }

    /// <summary>The TaskManager; null where it is about none.</summary>
    public string? TaskManager { get; init; }

    /// <summary>What was before: an address, a state, a number.</summary>
    public string? From { get; init; }

    /// <summary>What is now.</summary>
    public string? To { get; init; }

    /// <summary>How far the job is behind; null unless it is about that.</summary>
    public TimeSpan? Lag { get; init; }
}
