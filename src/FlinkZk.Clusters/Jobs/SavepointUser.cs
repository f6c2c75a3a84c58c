using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>A job that has not ended, and what it can be restored from.</summary>
/// <param name="Job">The job.</param>
/// <param name="Told">Its checkpoints and savepoints.</param>
/// <param name="Named">The savepoints that its complete checkpoints name, by the names of their folders; null where this machine does not see the newest of these checkpoints.</param>
/// <param name="Pointed">The savepoints that its pointers in ZooKeeper lead to, by the names of their folders.</param>
internal sealed record SavepointUser(FlinkJobSummary Job, FlinkLatestCheckpoints? Told, IReadOnlySet<string>? Named, IReadOnlySet<string> Pointed)
{
    /// <summary>The place that it was restored from, where this machine sees where that leads; null of none.</summary>
    public string? RestoredAt { get; init; } = Told?.Restored?.Path;
}
