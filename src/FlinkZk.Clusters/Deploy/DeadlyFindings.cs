using FlinkZk.Clusters.Health;

namespace FlinkZk.Clusters.Deploy;

/// <summary>What leaders died of, by <see cref="HaFindingTexts"/>.</summary>
internal static class DeadlyFindings
{
    private static readonly HaFindingKind[] Kinds = [HaFindingKind.DirtyResult, HaFindingKind.PlanUnreadable, HaFindingKind.PlanFileMissing, HaFindingKind.CheckpointFileMissing];

    /// <summary>The first of them; null for none.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="flink">The version of Flink; null where it is not known.</param>
    public static HaFinding? First(HaReport report, Version? flink) => report.Findings.FirstOrDefault(finding =>
        finding.Severity == HaSeverity.Error && Kinds.Contains(finding.Kind) && !(finding.Kind == HaFindingKind.DirtyResult && flink < LocalCluster.DyingOfResults));
}
