using FlinkZk.Client;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// Reads what clusters keep in ZooKeeper, and writes nothing. A cluster takes about five round trips: what lies on one level is asked for at once, at most 128 requests
/// under way.
/// </summary>
public static class HaReader
{
    /// <summary>One cluster. Without a connection it waits for one, until the client gives up; what was not answered is unknown then.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ZkException">The session is over. Whatever else fails is told where it failed, as unknown.</exception>
    public static Task<HaSnapshot> ReadAsync(ZkClient client, HaPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        return ReadAsync(client, paths, null, cancellationToken);
    }

    /// <summary>The same a second time.</summary>
    internal static async Task<HaSnapshot> ReadAsync(ZkClient client, HaPaths paths, SecondReading? second, CancellationToken cancellationToken)
    {
        using var reads = await NodeReads.BeginAsync(client, paths.Cluster, cancellationToken).ConfigureAwait(false);
        var node = reads.FactsAsync(paths.Cluster);
        var names = reads.NamesAsync(paths.Cluster);
        var candidates = reads.ItemsAsync(paths.Latch, name => CandidateAsync(reads, $"{paths.Latch}/{name}"));
        var components = reads.ItemsAsync(paths.Leader, name => second?.Keeps(HaNames.Component(name).JobId) == true ? Task.FromResult(second.Component(name)) : ComponentAsync(reads, paths, name));
        var jobGraphs = HandlesAsync(reads, paths.JobGraphs, second, second?.First.JobGraphs);
        var executionPlans = HandlesAsync(reads, paths.ExecutionPlans, second, second?.First.ExecutionPlans);
        var applications = HandlesAsync(reads, paths.Applications, second, second?.First.Applications);
        var jobs = reads.ItemsAsync(paths.Jobs, name => second?.Keeps(name) == true ? Task.FromResult(second.Job(name)) : JobAsync(reads, paths, name));
        // All of them end before the reads do, also when one fails.
        await Task.WhenAll(node, names, candidates, components, jobGraphs, executionPlans, applications, jobs).ConfigureAwait(false);
        return new(
            paths.Cluster,
            await node.ConfigureAwait(false),
            (await names.ConfigureAwait(false)).Then<IReadOnlyList<string>>(known => known),
            (await candidates.ConfigureAwait(false)).Then(InLine),
            await components.ConfigureAwait(false),
            await jobGraphs.ConfigureAwait(false),
            await executionPlans.ConfigureAwait(false),
            await applications.ConfigureAwait(false),
            await jobs.ConfigureAwait(false));
    }

    /// <summary>The clusters below a root, by id: nodes with <c>leader</c>, plans, applications or jobs below, also one level deeper (<c>team/orders</c>).</summary>
    /// <param name="client">The session.</param>
    /// <param name="root">Flink's <c>high-availability.zookeeper.path.root</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The clusters, and nodes of which it cannot be told; absent if there is no such root.</returns>
    /// <exception cref="ArgumentException">The root is no path of a node.</exception>
    /// <exception cref="ZkException">The session is over.</exception>
    public static async Task<Known<IReadOnlyList<FoundCluster>>> ListAsync(ZkClient client, string root = HaPaths.DefaultRoot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(root);
        root = HaPaths.Join(root);
        ZnodePath.Validate(root);
        using var reads = await NodeReads.BeginAsync(client, root, cancellationToken).ConfigureAwait(false);
        var found = await reads.ItemsAsync(root, name => SearchAsync(reads, ZnodePath.Combine(root, name), name, nested: false)).ConfigureAwait(false);
        return found.Then<IReadOnlyList<FoundCluster>>(levels => [.. levels.SelectMany(level => level).OrderBy(cluster => cluster.Id, StringComparer.Ordinal)]);
    }

    /// <summary>What one component published; absent: nobody leads it now. A node without bytes says the same.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster.</param>
    /// <param name="component">The component's name below <c>leader</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ZkException">The session is over.</exception>
    public static async Task<Known<NodeContent<LeaderInformation>>> ReadLeaderAsync(ZkClient client, HaPaths paths, string component, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        using var reads = await NodeReads.BeginAsync(client, paths.Cluster, cancellationToken).ConfigureAwait(false);
        return await PublishedAsync(reads, paths, component).ConfigureAwait(false);
    }

    /// <summary>A cluster's node.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">Which cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ZkException">The session is over.</exception>
    public static async Task<Known<NodeFacts>> FindAsync(ZkClient client, HaPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(paths);
        using var reads = await NodeReads.BeginAsync(client, paths.Cluster, cancellationToken).ConfigureAwait(false);
        return await reads.FactsAsync(paths.Cluster).ConfigureAwait(false);
    }

    private static async Task<FoundCluster[]?> SearchAsync(NodeReads reads, string path, string id, bool nested)
    {
        var names = await reads.NamesAsync(path).ConfigureAwait(false);
        if (names.Presence == Presence.Unknown)
            return [new(id, path, names.Then<IReadOnlyList<string>>(known => known))];
        var below = nested ? names.Then<string[]>(_ => []) : names.Then<string[]>(known => [.. known.Except(HaPaths.OwnNames)]);
        var deeper = NodeReads.ItemsAsync(below, name => SearchAsync(reads, ZnodePath.Combine(path, name), $"{id}/{name}", nested: true));
        var asked = names.Value?.Contains(HaPaths.LeaderName) == true ? reads.NamesAsync(ZnodePath.Combine(path, HaPaths.LeaderName)) : Task.FromResult(Known.Absent<string[]>());
        await Task.WhenAll(deeper, asked).ConfigureAwait(false);
        var leader = await asked.ConfigureAwait(false);
        FoundCluster[] own = leader.Presence == Presence.Absent && !names.Value!.Intersect(HaPaths.OwnNames).Any() ? [] : [new(id, path, leader.Then<IReadOnlyList<string>>(known => known))];
        return [.. own, .. ((await deeper.ConfigureAwait(false)).Value ?? []).SelectMany(found => found)];
    }

    private static async Task<LeaderCandidate?> CandidateAsync(NodeReads reads, string path)
    {
        var name = ZnodePath.Name(path);
        var error = HaNames.ReadLatch(name, out var sequence);
        var node = await reads.FactsAsync(path).ConfigureAwait(false);
        return node.Presence == Presence.Absent ? null : new(name, error is null ? sequence : null, error, node);
    }

    private static IReadOnlyList<LeaderCandidate> InLine(IReadOnlyList<LeaderCandidate> candidates)
    {
        var line = candidates.Where(candidate => candidate.Sequence is not null).ToList();
        line.Sort(static (left, right) => SequenceNumber.Compare(left.Sequence!.Value, right.Sequence!.Value));
        return [.. line, .. candidates.Where(candidate => candidate.Sequence is null)];
    }

    // The node above it may go as well; then nothing is published, either.
    private static async Task<PublishedComponent?> ComponentAsync(NodeReads reads, HaPaths paths, string name)
    {
        if (name == HaPaths.LatchName)
            return null;
        var (kind, job) = HaNames.Component(name);
        return new(name, kind, job, await PublishedAsync(reads, paths, name).ConfigureAwait(false));
    }

    private static async Task<Known<NodeContent<LeaderInformation>>> PublishedAsync(NodeReads reads, HaPaths paths, string component)
    {
        var published = await reads.ContentAsync(paths.ConnectionInfo(component), LeaderInformationCodec.Read).ConfigureAwait(false);
        return published.Value?.Error?.Problem == FormatProblem.Empty ? Known.Absent<NodeContent<LeaderInformation>>()
            : HaNames.Component(component).Kind == ComponentKind.RestServer ? published.Then(OfRestServer) : published;
    }

    // What Flink writes there is reached over HTTP, and has neither a user nor a query.
    private static NodeContent<LeaderInformation> OfRestServer(NodeContent<LeaderInformation> content) =>
        content.Value is not { } leader || Uri.TryCreate(leader.Address, UriKind.Absolute, out var address) && RestAddress.IsWell(address) ? content
            : content with { Value = null, Error = new(FormatProblem.NotAddress, 0, $"'{RestAddress.Shown(leader.Address)}' is no address of a REST server, http or https, without a user and a query.") };

    private static Task<Known<IReadOnlyList<StoredHandle>>> HandlesAsync(NodeReads reads, string path, SecondReading? second, Known<IReadOnlyList<StoredHandle>>? first)
    {
        var kept = first is null ? null : SecondReading.Handles(first);
        return reads.ItemsAsync(path, name => kept is not null && second!.Keeps(name) ? Task.FromResult(kept(name)) : HandleAsync(reads, $"{path}/{name}"));
    }

    private static async Task<StoredHandle?> HandleAsync(NodeReads reads, string path)
    {
        var content = reads.ContentAsync(path, StateHandleCodec.Read);
        var locks = reads.ItemsAsync(HaPaths.Locks(path), name => LockAsync(reads, $"{HaPaths.Locks(path)}/{name}"));
        await Task.WhenAll(content, locks).ConfigureAwait(false);
        return (await content.ConfigureAwait(false)).Presence == Presence.Absent ? null : new(ZnodePath.Name(path), await content.ConfigureAwait(false), await locks.ConfigureAwait(false));
    }

    private static async Task<HandleLock?> LockAsync(NodeReads reads, string path)
    {
        var holder = await reads.ContentAsync(path, LockTextCodec.Read).ConfigureAwait(false);
        return holder.Presence == Presence.Absent ? null : new(ZnodePath.Name(path), holder);
    }

    // A job that goes meanwhile stays in the list, with neither checkpoints nor counter, as one that never had any.
    private static async Task<HaJob?> JobAsync(NodeReads reads, HaPaths paths, string job)
    {
        var path = paths.Checkpoints(job);
        var names = reads.NamesAsync(path);
        // Asked for behind the list, and answered in this order.
        var counter = reads.ContentAsync(paths.Counter(job), CheckpointCounterCodec.Read);
        await Task.WhenAll(names, counter).ConfigureAwait(false);
        var pointers = await NodeReads.ItemsAsync(await names.ConfigureAwait(false), name => PointerAsync(reads, $"{path}/{name}")).ConfigureAwait(false);
        return new(job, pointers.Then<IReadOnlyList<CheckpointPointer>>(all => [.. all.OrderBy(pointer => pointer.Id ?? long.MaxValue)]), await counter.ConfigureAwait(false));
    }

    private static async Task<CheckpointPointer?> PointerAsync(NodeReads reads, string path)
    {
        if (await HandleAsync(reads, path).ConfigureAwait(false) is not { } stored)
            return null;
        var error = HaNames.ReadCheckpoint(stored.Name, out var id);
        return new(error is null ? id : null, error, stored);
    }
}
