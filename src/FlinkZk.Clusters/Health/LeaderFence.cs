using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>
/// Operations that let a transaction through only if no process of the cluster lives: nobody is in the latch and nothing is published. A transaction can check that a
/// node is there, not that it is not; but a node with children is not deleted, and one that is there is not created. So the parents of what must not be there are
/// deleted, and what was missing is created and deleted. Flink makes these empty nodes again when it needs them.
/// </summary>
internal static class LeaderFence
{
    private static readonly string[] Names = [HaPaths.LatchName, "rest_server", "dispatcher", "resource_manager"];

    /// <summary>Refuses early, with the address, what the fence would refuse.</summary>
    /// <exception cref="HaRepairException">A process lives, or that cannot be told.</exception>
    public static void Check(HaSnapshot snapshot)
    {
        var paths = new HaPaths("", snapshot.Path);
        if (snapshot.Candidates.Presence == Presence.Unknown || snapshot.Components.Presence == Presence.Unknown)
            throw new HaRepairException(HaRepairProblem.Unknown, paths.Leader, $"Whether a process of the cluster lives cannot be told: {snapshot.Candidates.Reason ?? snapshot.Components.Reason}");
        if (snapshot.Candidates.Value?.Count(candidate => candidate.Node.Value?.Session != 0) is > 0 and var living)
            throw new HaRepairException(HaRepairProblem.Alive, paths.Latch, $"{living} of its processes live{(snapshot.Leadership.Address is { } leader ? $"; {leader} leads" : "")}.");
        if (snapshot.Candidates.Value is [var foreign, ..])
            throw Foreign($"{paths.Latch}/{foreign.Name}");
        if (snapshot.Components.Value?.FirstOrDefault(component => component.Session == 0) is { } made)
            throw Foreign(paths.ConnectionInfo(made.Name));
        if (snapshot.Components.Value?.FirstOrDefault(component => component.Published.Presence != Presence.Absent) is { } published)
            throw new HaRepairException(HaRepairProblem.Alive, paths.ConnectionInfo(published.Name), $"'{published.Name}' is published{(published.Address is { } address ? $": {address}" : "")}.");
    }

    private static HaRepairException Foreign(string path) => new(HaRepairProblem.Foreign, path, $"'{path}' goes with no session: no process of the cluster made it, and it does not go by itself.");

    public static IEnumerable<ZkOperation> Of(HaSnapshot snapshot)
    {
        var paths = new HaPaths("", snapshot.Path);
        // Not even its node: that it is still not there is asked.
        if (snapshot.Node.Presence == Presence.Absent)
            yield break;
        var isThere = snapshot.Components.Presence == Presence.Present;
        string[] there = [.. (snapshot.Components.Value ?? []).Select(component => component.Name), .. snapshot.Candidates.Presence == Presence.Present ? [HaPaths.LatchName] : (string[])[]];
        if (!isThere)
            yield return ZkOperation.Create(paths.Leader);
        foreach (var name in Names)
        {
            if (!there.Contains(name))
                yield return ZkOperation.Create($"{paths.Leader}/{name}");
            yield return ZkOperation.Delete($"{paths.Leader}/{name}");
        }
        if (!isThere)
            yield return ZkOperation.Delete(paths.Leader);
    }

    /// <summary>What the fence leaves: its own nodes are gone.</summary>
    public static HaSnapshot After(HaSnapshot snapshot) => snapshot with
    {
        Candidates = Known.Absent<IReadOnlyList<LeaderCandidate>>(),
        Components = snapshot.Components.Then<IReadOnlyList<PublishedComponent>>(all => [.. all.Where(component => !Names.Contains(component.Name))]),
    };

    /// <summary>Whether a node is one that the fence speaks of.</summary>
    public static bool IsPart(HaSnapshot snapshot, string path) => Names.Any(name => path == $"{snapshot.Path}/{HaPaths.LeaderName}/{name}") || path == $"{snapshot.Path}/{HaPaths.LeaderName}";
}
