using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Plans of jobs, applications, and who has taken them over.</summary>
internal static class PlanRules
{
    private const string Zeros = "00000000000000000000000000000000";

    public static IEnumerable<Sighting> Of(HaFacts facts) =>
    [
        .. facts.Plans.Concat(facts.Applications).SelectMany(plan => Stored(facts, plan.Path, plan.Stored)),
        .. facts.Plans.SelectMany(plan => Job(facts, plan.Path, plan.Stored)),
        .. Foreign(facts),
        .. Unplanned(facts),
    ];

    private static IEnumerable<Sighting> Stored(HaFacts facts, string path, StoredHandle stored)
    {
        if (!HaNames.IsId(stored.Name))
            yield return new(HaFindingKind.OddName, HaSeverity.Warning, path, "An id has 32 hexadecimal digits.");
        var content = stored.Handle.Value;
        var file = facts.Storage.Of(content?.Value?.Path);
        if (content?.Error is { } error)
            yield return new(HaFindingKind.PlanUnreadable, HaSeverity.Error, path, error.Message);
        if (stored.State == HandleState.MarkedForDeletion)
        {
            yield return file.Presence == Presence.Absent
                ? new(HaFindingKind.PlanIgnored, HaSeverity.Information, path, "Its node has no child, and its file is gone: the rest of a removal.")
                : new(HaFindingKind.PlanIgnored, HaSeverity.Error, path, $"Its node has no child; {(file.Presence == Presence.Present ? "its file is there" : "whether its file is there cannot be seen from here")}.");
            yield break;
        }
        foreach (var sighting in FileRules.Of(HaFindingKind.PlanFileMissing, path, content?.Value, file))
            yield return sighting;
        if (stored.State == HandleState.Free && facts.HasSettledLeader)
            yield return new(HaFindingKind.PlanUnheld, HaSeverity.Error, path, $"Nobody holds it, and a leader has published since {facts.Published!.Created:u}.");
    }

    private static IEnumerable<Sighting> Job(HaFacts facts, string path, StoredHandle stored)
    {
        if (stored.Name == Zeros)
            yield return new(HaFindingKind.ZeroJobId, HaSeverity.Warning, path, "Its id is 32 zeros.");
        if (stored.State == HandleState.Held && facts.HasSettledLeader && facts.LedJobs is { } led && !led.Contains(stored.Name))
            yield return new(HaFindingKind.JobWithoutMaster, HaSeverity.Warning, path, $"A leader holds it, published since {facts.Published!.Created:u}, and no master of the job is.");
        foreach (var result in facts.Storage.JobResults.Where(result => !result.IsDirty && result.Id == stored.Name))
            yield return new(HaFindingKind.JobAlreadyEnded, HaSeverity.Error, path, $"'{result.Path}' says that it ended, {result.Written:u}.");
    }

    private static IEnumerable<Sighting> Foreign(HaFacts facts) => facts.Snapshot.ExecutionPlans.Presence == Presence.Present
        ? (facts.Snapshot.JobGraphs.Value ?? []).Select(plan => new Sighting(HaFindingKind.PlanOfOtherVersion, HaSeverity.Warning, $"{facts.Paths.JobGraphs}/{plan.Name}", "It is one of Flink 1.x, and the cluster has a node for those of 2.x."))
        : [];

    private static IEnumerable<Sighting> Unplanned(HaFacts facts) => facts.PlannedJobs is { } planned
        ? (facts.Snapshot.Components.Value ?? [])
            .Where(component => component.Kind == ComponentKind.Job && component.Published.Presence == Presence.Present && !planned.Contains(component.JobId!))
            .Select(component => new Sighting(HaFindingKind.MasterWithoutPlan, HaSeverity.Error, facts.Paths.ConnectionInfo(component.Name), $"A master of job {component.JobId} is published, and there is no plan of it."))
        : [];
}
