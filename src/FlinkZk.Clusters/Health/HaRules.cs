using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>
/// Judges what was read. Pure: the same facts, the same findings. Three answers, never two: a rule that needs what is unknown says nothing, and what is unknown is a
/// finding of its own.
/// </summary>
internal static class HaRules
{
    private static readonly Func<HaFacts, IEnumerable<Sighting>>[] All = [ReadRules.Of, LeadershipRules.Of, PlanRules.Of, CheckpointRules.Of, LockRules.Of, FileRules.Of];

    /// <summary>One cluster: the worst first, then by path.</summary>
    public static IReadOnlyList<HaFinding> Judge(HaFacts facts) => Sorted(All.SelectMany(rule => rule(facts)).Select(sighting => Found(facts.Paths.Cluster, sighting)));

    /// <summary>Several clusters beside each other.</summary>
    public static IReadOnlyList<HaFinding> JudgeTogether(IReadOnlyCollection<HaSnapshot> clusters) => Sorted(
        from plan in clusters.SelectMany(cluster => cluster.Plans.Select(plan => (Cluster: cluster.Path, Job: plan.Name, plan.Handle.Value?.Node.Path)))
        where plan.Job.Any(digit => digit != '0')
        group plan by plan.Job into same
        where same.Select(plan => plan.Cluster).Distinct().Count() > 1
        from plan in same
        select Found(plan.Cluster, new(HaFindingKind.JobInSeveralClusters, HaSeverity.Warning, plan.Path ?? plan.Cluster,
            $"Job {same.Key} is to run in {string.Join(", ", same.Select(other => other.Cluster).Distinct().Order(StringComparer.Ordinal))}.")));

    private static HaFinding[] Sorted(IEnumerable<HaFinding> findings) => [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Kind)];

    private static HaFinding Found(string cluster, Sighting sighting)
    {
        var (cost, repair) = HaFindingTexts.Of(sighting.Kind);
        return new(sighting.Kind, sighting.Severity, cluster, sighting.Path, sighting.Evidence, cost, repair);
    }
}
