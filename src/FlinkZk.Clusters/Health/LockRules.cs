using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Who holds plans and checkpoints.</summary>
internal static class LockRules
{
    public static IEnumerable<Sighting> Of(HaFacts facts)
    {
        var known = Processes(facts);
        var strangers = new Dictionary<long, (int Count, string? Address)>();
        foreach (var (path, stored) in facts.Plans.Concat(facts.Applications).Concat(Checkpoints(facts)))
        {
            foreach (var held in stored.Locks.Value ?? [])
            {
                if (held.Holder.Value is not { } holder)
                    continue;
                if (holder.Node.Session == 0)
                    yield return new(HaFindingKind.LockPersistent, HaSeverity.Warning, $"{HaPaths.Locks(path)}/{held.Name}", "It is not ephemeral: it was copied or made by hand.");
                else if (known?.Contains(holder.Node.Session) == false)
                    strangers[holder.Node.Session] = (strangers.GetValueOrDefault(holder.Node.Session).Count + 1, holder.Value);
            }
        }
        foreach (var (session, (count, address)) in strangers)
        {
            yield return new(HaFindingKind.LockOfStranger, HaSeverity.Warning, facts.Paths.Cluster,
                FormattableString.Invariant($"Session 0x{session:x}, on {address ?? "an unknown machine"}, holds {count:N0} {(count == 1 ? "node" : "nodes")}, is not in the latch and has published nothing."));
        }
    }

    private static IEnumerable<(string, StoredHandle)> Checkpoints(HaFacts facts) => (facts.Snapshot.Jobs.Value ?? []).SelectMany(job =>
        (job.Checkpoints.Value ?? []).Select(pointer => ($"{facts.Paths.Checkpoints(job.Id)}/{pointer.Stored.Name}", pointer.Stored)));

    /// <summary>Sessions that lead or stand by; null unless all are known.</summary>
    private static HashSet<long>? Processes(HaFacts facts) =>
        facts.LatchSessions is { } latch && facts.Snapshot.Components.Presence != Presence.Unknown && (facts.Snapshot.Components.Value ?? []).All(component => component.Published.Presence != Presence.Unknown)
            ? [.. latch, .. (facts.Snapshot.Components.Value ?? []).Select(component => component.Session).OfType<long>()]
            : null;
}
