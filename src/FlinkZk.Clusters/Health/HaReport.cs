using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>What was read of a cluster, and what is wrong with it.</summary>
/// <param name="Snapshot">What was read.</param>
/// <param name="Findings">The findings, the worst first.</param>
public sealed record HaReport(HaSnapshot Snapshot, IReadOnlyList<HaFinding> Findings)
{
    internal IReadOnlyList<Publication> Publications { get; init; } = [];

    internal StorageFacts Storage { get; init; } = StorageFacts.Unseen;
}
