using FlinkZk.Clusters.Ha;

namespace FlinkZk.Clusters.Health;

/// <summary>What could not be read, or is not laid out as known versions do it.</summary>
internal static class ReadRules
{
    // What a lost connection left unanswered is told once, not for each of thousands of nodes.
    private const int Named = 10;

    // Nodes of ZooKeeperUtils of Flink 1.14 and before.
    private static readonly string[] OldNames = ["leaderlatch", "checkpoint-counter", "running_job_registry"];

    public static IEnumerable<Sighting> Of(HaFacts facts)
    {
        foreach (var reason in facts.Snapshot.Problems().Where(problem => problem.Code is not null).DistinctBy(problem => problem.Path).GroupBy(problem => problem.Code))
        {
            var problems = reason.ToArray();
            foreach (var problem in problems.Take(Named))
                yield return new(HaFindingKind.NotReadable, HaSeverity.Unknown, problem.Path, problem.Message);
            if (problems.Length > Named)
                yield return new(HaFindingKind.NotReadable, HaSeverity.Unknown, facts.Paths.Cluster, FormattableString.Invariant($"{problems.Length - Named:N0} more nodes, for the same reason: {reason.Key}."));
        }
        if (facts.Snapshot.Names.Value?.Intersect(OldNames).ToArray() is { Length: > 0 } old)
            yield return new(HaFindingKind.OldLayout, HaSeverity.Unknown, facts.Paths.Cluster, $"It has {string.Join(" and ", old.Select(name => $"'{name}'"))}.");
        foreach (var candidate in (facts.Snapshot.Candidates.Value ?? []).Where(candidate => candidate.Error is not null))
            yield return new(HaFindingKind.OddName, HaSeverity.Warning, $"{facts.Paths.Latch}/{candidate.Name}", candidate.Error!.Message);
    }
}
