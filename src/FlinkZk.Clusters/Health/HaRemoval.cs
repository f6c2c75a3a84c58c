using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Health;

/// <summary>Removes everything that a cluster without processes keeps in ZooKeeper. Its files stay.</summary>
public static class HaRemoval
{
    // Far below what fits into a frame, with the longest paths.
    private const int Batch = 500;

    /// <summary>Refuses a cluster of which a process lives, and one with jobs unless they are to be lost.</summary>
    /// <param name="snapshot">What was read.</param>
    /// <param name="loseJobs">Whether jobs that are to run may be lost.</param>
    /// <exception cref="HaRepairException">It is refused.</exception>
    public static void Check(HaSnapshot snapshot, bool loseJobs)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        LeaderFence.Check(snapshot);
        if (loseJobs)
            return;
        if (snapshot.JobGraphs.Presence == Presence.Unknown || snapshot.ExecutionPlans.Presence == Presence.Unknown || snapshot.Applications.Presence == Presence.Unknown)
            throw new HaRepairException(HaRepairProblem.Unknown, snapshot.Path, "Whether it keeps jobs cannot be told.");
        string[] jobs = [.. snapshot.Plans.Concat(snapshot.Applications.Value ?? []).Select(plan => plan.Name).Distinct()];
        if (jobs.Length > 0)
            throw new HaRepairException(HaRepairProblem.HasJobs, snapshot.Path, FormattableString.Invariant($"{jobs.Length:N0} {(jobs.Length == 1 ? "job waits for its next leader, with its" : "jobs wait for its next leader, with their")} checkpoints: {string.Join(", ", jobs.Take(5))}{(jobs.Length > 5 ? ", ..." : "")}."));
    }

    /// <summary>
    /// Removes it, children first, in transactions that go through only as long as none of its processes lives. Clusters whose ids go on behind this one's stay.
    /// </summary>
    /// <returns>How many nodes were removed.</returns>
    /// <exception cref="HaRepairException">A process came up, or something changed meanwhile: what is left is told by reading again. Or another cluster lies within it.</exception>
    public static async Task<int> RunAsync(ZkClient client, HaSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(snapshot);
        LeaderFence.Check(snapshot);
        var ofLeader = snapshot.Components.Presence == Presence.Present ? 1 + snapshot.Components.Value!.Count + (snapshot.Candidates.Presence == Presence.Present ? 1 : 0) : 0;
        var names = (await client.GetChildrenAsync(snapshot.Path, cancellationToken).ConfigureAwait(false)).Names;
        var nodes = new List<string>();
        foreach (var name in names.Intersect(HaPaths.OwnNames).Where(name => name != HaPaths.LeaderName))
            await CollectAsync(client, $"{snapshot.Path}/{name}", nodes, cancellationToken).ConfigureAwait(false);
        foreach (var batch in nodes.Chunk(Batch))
        {
            await FencedTransaction.RunAsync(client, snapshot, [.. LeaderFence.Of(snapshot), .. batch.Select(path => ZkOperation.Delete(path))], cancellationToken).ConfigureAwait(false);
            snapshot = LeaderFence.After(snapshot);
        }
        // No fence: what a process that came up makes is below one of these, and nothing with children is deleted.
        string[] top = names.Except(HaPaths.OwnNames).Any() ? [] : [snapshot.Path];
        string[] rest = ofLeader == 0 ? top : [.. await LeaderAsync(client, snapshot.Path, cancellationToken).ConfigureAwait(false), .. top];
        await FencedTransaction.RunAsync(client, snapshot, [.. rest.Select(path => ZkOperation.Delete(path))], cancellationToken).ConfigureAwait(false);
        return nodes.Count + ofLeader + top.Length;
    }

    private static async Task<string[]> LeaderAsync(ZkClient client, string cluster, CancellationToken cancellationToken)
    {
        var leader = $"{cluster}/{HaPaths.LeaderName}";
        return [.. (await client.GetChildrenAsync(leader, cancellationToken).ConfigureAwait(false)).Names.Select(name => $"{leader}/{name}"), leader];
    }

    private static async Task CollectAsync(ZkClient client, string path, List<string> nodes, CancellationToken cancellationToken)
    {
        try
        {
            var names = (await client.GetChildrenAsync(path, cancellationToken).ConfigureAwait(false)).Names;
            // An id may go on with one of Flink's own names: "orders/jobs" lies among the jobs of "orders".
            if (names.Intersect(HaPaths.OwnNames).FirstOrDefault() is { } own)
                throw new HaRepairException(HaRepairProblem.Foreign, path, $"'{path}' has '{own}' below it as a cluster has: another cluster lies within this one. Nothing was removed.");
            foreach (var name in names)
                await CollectAsync(client, $"{path}/{name}", nodes, cancellationToken).ConfigureAwait(false);
            nodes.Add(path);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            // It has gone already.
        }
    }
}
