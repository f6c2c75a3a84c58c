using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Ends a failover that waits for nothing but the session of a dead leader: its ephemeral nodes go at once instead of after the session's timeout. One transaction does it, which begins
/// with its place in the latch: that goes with the session, so as long as it is there the others are its own, too.
/// </summary>
public sealed class FailoverCompletion
{
    // What locks plans and checkpoints keeps nobody from leading; with very many of them the rest goes with the session.
    private const int MostNodes = 2000;

    private readonly ZkOperation[] _operations;

    private FailoverCompletion(string cluster, string leader, long session, IReadOnlyList<PublishedAddress> addresses, int standbys, ZkOperation[] operations) =>
        (Cluster, Leader, Session, Addresses, Standbys, _operations) = (cluster, leader, session, addresses, standbys, operations);

    /// <summary>The cluster's node.</summary>
    public string Cluster { get; }

    /// <summary>The address of the leader's REST server.</summary>
    public string Leader { get; }

    /// <summary>The leader's ZooKeeper session.</summary>
    public long Session { get; }

    /// <summary>All that the leader has published.</summary>
    public IReadOnlyList<PublishedAddress> Addresses { get; }

    /// <summary>How many other processes are in the latch.</summary>
    public int Standbys { get; }

    /// <summary>How many nodes go.</summary>
    public int Nodes => _operations.Length;

    /// <summary>Plans it, by what was read.</summary>
    /// <exception cref="DeployException">Nobody leads, or it cannot be told who.</exception>
    public static FailoverCompletion Plan(HaSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var paths = new HaPaths("", snapshot.Path);
        if (snapshot.Leadership is not { Session: { } session, Address: { } leader, Standbys: { } standbys })
            throw new DeployException(DeployProblem.NoLeader, $"Nobody is published as the leader of '{snapshot.Path}', or it cannot be read.");
        var places = snapshot.Candidates.Value!.Select(candidate => (candidate.Name, Node: candidate.Node.Value!)).Where(place => place.Node.Session == session).Select(place => place.Node).ToArray();
        if (places.Length == 0)
            throw new DeployException(DeployProblem.NoLeader, $"The leader {leader} is not in the latch '{paths.Latch}': nothing tells whether what it has published is still its own.");
        var published = (snapshot.Components.Value ?? []).Select(component => component.Published.Value).OfType<NodeContent<LeaderInformation>>().Where(content => content.Node.Session == session).ToArray();
        var locks = snapshot.Plans.Concat(snapshot.Applications.Value ?? []).Concat((snapshot.Jobs.Value ?? []).SelectMany(job => job.Checkpoints.Value ?? []).Select(pointer => pointer.Stored))
            .SelectMany(stored => stored.Locks.Value ?? []).Select(held => held.Holder.Value?.Node).OfType<NodeFacts>().Where(node => node.Session == session);
        return new(snapshot.Path, leader, session, PublishedAddress.Of(snapshot, session), standbys,
            [.. places.Concat(published.Select(content => content.Node)).Concat(locks).Take(MostNodes).Select(node => ZkOperation.Delete(node.Path, node.Version))]);
    }

    /// <summary>Does it.</summary>
    /// <returns>False: the session had ended meanwhile, and all of it with that.</returns>
    /// <exception cref="HaRepairException">Something moved since it was read: then the leader lives.</exception>
    /// <exception cref="ZkException">ZooKeeper refused it.</exception>
    public async Task<bool> ApplyAsync(ZkClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.MultiAsync(_operations, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ZkMultiException e) when (e.FailedIndex >= 0 && e.FailedIndex < _operations.Length && e.Results[e.FailedIndex] is ErrorCode.NoNode or ErrorCode.BadVersion)
        {
            return e is { FailedIndex: 0 } && e.Results[0] == ErrorCode.NoNode ? false
                : throw new HaRepairException(HaRepairProblem.Moved, _operations[e.FailedIndex].Path, $"'{_operations[e.FailedIndex].Path}' changed since it was read ({e.Results[e.FailedIndex]}): its owner lives, or has just gone.", e);
        }
    }
}
