using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>How a published REST server was met.</summary>
/// <param name="Failure">Why it did not say how it is configured; null: it did.</param>
/// <param name="OtherCluster">The other cluster that it belongs to by that; null for none.</param>
internal sealed record LeaderMeeting(FlinkException? Failure, string? OtherCluster)
{
    /// <summary>Where its address leads.</summary>
    public HostPlace Place { get; init; }

    /// <summary>Whether one JobManager of this machine has all the ports that the leader has published.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether somebody takes connections there.</summary>
    public bool TakesConnections { get; init; }
}
