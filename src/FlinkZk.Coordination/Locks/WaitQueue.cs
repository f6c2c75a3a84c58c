using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// The engine of everything that waits in line: one ephemeral sequential node a contender, ordered by sequence number. Whether the turn has come and whom to wait for
/// are two questions to <see cref="QueueRule"/>; everything else is here, once.
/// </summary>
/// <param name="client">The session that owns the nodes.</param>
/// <param name="parent">The queue's node.</param>
internal sealed class WaitQueue(ZkClient client, string parent)
{
    /// <summary>How many may hold together with a contender of this.</summary>
    public HolderLimit Limit { get; init; }

    /// <summary>What becomes of its ownerships without a connection.</summary>
    public LossPolicy OnLoss { get; init; }

    /// <summary>Joins the queue and waits for the turn.</summary>
    /// <param name="holder">What the node says of its owner.</param>
    /// <param name="wait">Whether to wait at all; otherwise the place is given up unless the turn has come at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ownership; null only without <paramref name="wait"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the place in the queue is given up, even if the server cannot be reached now.</exception>
    /// <exception cref="ZkException">The session is over, or the server refuses.</exception>
    public async Task<Ownership?> AcquireAsync(LockHolder holder, bool wait, CancellationToken cancellationToken)
    {
        try
        {
            return await QueueAsync(holder, wait, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && client.Lost.IsCancellationRequested)
        {
            throw new ZkException(ErrorCode.SessionExpired, "The session is over: there is no place in the queue any more. Connect anew.", parent, innerException: e);
        }
    }

    private async Task<Ownership?> QueueAsync(LockHolder holder, bool wait, CancellationToken cancellationToken)
    {
        var joined = client.TimeProvider.GetTimestamp();
        var node = await new ProtectedCreate(client, parent, Limit.Label).RunAsync(holder.ToJson(), cancellationToken).ConfigureAwait(false);
        var waited = false;
        try
        {
            for (var (queue, place) = await LookAsync(node.Path, cancellationToken).ConfigureAwait(false); !QueueRule.Holds(queue, place); (queue, place) = await LookAsync(node.Path, cancellationToken).ConfigureAwait(false))
            {
                if (!wait)
                {
                    await GuaranteedDelete.Start(client, node.Path).Attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
                    return null;
                }
                waited = true;
                await WaitForChangeAsync(node.Path, QueueRule.WaitsFor(queue, place), cancellationToken).ConfigureAwait(false);
            }
            var proof = new LeaderProof(client, node.Path, joined);
            // Who has waited long knows from its own server only: the leader is asked before anything is owned.
            if (proof.IsDue)
                await Idempotent.RetryAsync(async () => { await proof.RenewAsync(cancellationToken).ConfigureAwait(false); return true; }).ConfigureAwait(false);
            return new Ownership(client, node.Path, node.Stat.Czxid, proof) { OnLoss = OnLoss, Mark = MarkOf(node.Path, holder, waited) }.Guarded();
        }
        catch
        {
            // For whatever reason the attempt ended, the node must not stay: it would block everybody behind it.
            _ = GuaranteedDelete.Start(client, node.Path);
            throw;
        }
    }

    // Where several may hold together, one behind may wait to hear of it: it is told always, and at once.
    private HolderMark? MarkOf(string path, LockHolder holder, bool waited) =>
        Limit != HolderLimit.Exclusive ? new(client, path, holder, client.TimeProvider.GetTimestamp(), isUrgent: true)
        : waited ? new(client, path, holder, client.TimeProvider.GetTimestamp(), isUrgent: false)
        : null;

    private async Task<(List<QueuePlace> Queue, int Place)> LookAsync(string path, CancellationToken cancellationToken) =>
        Find((await Idempotent.RetryAsync(() => client.GetChildrenAsync(parent, cancellationToken)).ConfigureAwait(false)).Names, path);

    private static (List<QueuePlace> Queue, int Place) Find(IReadOnlyList<string> names, string path)
    {
        var queue = QueuePlace.InOrder(names);
        var name = ZnodePath.Name(path);
        var place = queue.FindIndex(one => one.Name == name);
        return place >= 0 ? (queue, place)
            : throw new ZkException(ErrorCode.NoNode, $"The place in the queue is gone: '{path}' was deleted by somebody else.", path);
    }

    // Whatever happens, the rule is asked again.
    private async Task WaitForChangeAsync(string path, QueueTurn? turn, CancellationToken cancellationToken)
    {
        try
        {
            if (turn is { } other)
                await WaitForOtherAsync(path, other, cancellationToken).ConfigureAwait(false);
            else
                await WaitForAnyChangeAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss || e.Code == ErrorCode.NoNode && e.Path != path)
        {
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoAuth)
        {
            // One ahead whose node this session may not read, and so not watch, either: the queue tells when somebody comes or goes.
            await WaitForAnyChangeAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForOtherAsync(string path, QueueTurn turn, CancellationToken cancellationToken)
    {
        // getData, not exists: exists would leave a watch on a node that is gone already (ZOOKEEPER-442).
        var (_, watch) = await client.GetDataAndWatchAsync(ZnodePath.Combine(parent, turn.Name), cancellationToken).ConfigureAwait(false);
        await using (watch)
        {
            // One that has come to hold since the queue was listed has said so already, and does not say it again.
            if (!turn.MustGo && await LookAsync(path, cancellationToken).ConfigureAwait(false) is var (queue, place) && (QueueRule.Holds(queue, place) || QueueRule.WaitsFor(queue, place) != turn))
                return;
            await watch.Fired(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForAnyChangeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var (children, watch) = await client.GetChildrenAndWatchAsync(parent, cancellationToken).ConfigureAwait(false);
            await using (watch)
                if (Find(children.Names, path) is var (queue, place) && !QueueRule.Holds(queue, place))
                    await watch.Fired(cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
        }
    }
}
