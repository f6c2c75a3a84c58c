using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// The engine of every primitive that waits in line: one ephemeral sequential node a contender, ordered by sequence number. What differs is
/// only the rule that says whom a contender waits for.
/// </summary>
/// <param name="client">The session that owns the nodes.</param>
/// <param name="parent">The queue's node.</param>
/// <param name="label">What stands between GUID and number in the names.</param>
/// <param name="blocker">
/// The rule: given the queue in order and one's own place, the contender to wait for, or null when the turn has come. Only that one is watched,
/// so that a release wakes one waiter, not all of them.
/// </param>
internal sealed class WaitQueue(ZkClient client, string parent, string label, Func<IReadOnlyList<string>, int, string?> blocker)
{
    /// <summary>Joins the queue and waits for the turn.</summary>
    /// <param name="data">What the node says of its owner.</param>
    /// <param name="wait">Whether to wait at all; otherwise the place is given up unless the turn has come at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ownership; null only without <paramref name="wait"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the place in the queue is given up, even if the server cannot be reached now.</exception>
    /// <exception cref="ZkException">The session is over, or the server refuses.</exception>
    public async Task<Ownership?> AcquireAsync(byte[]? data, bool wait, CancellationToken cancellationToken)
    {
        try
        {
            return await QueueAsync(data, wait, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && client.Lost.IsCancellationRequested)
        {
            throw new ZkException(ErrorCode.SessionExpired, "The session is over: there is no place in the queue any more. Connect anew.", parent, innerException: e);
        }
    }

    private async Task<Ownership?> QueueAsync(byte[]? data, bool wait, CancellationToken cancellationToken)
    {
        var joined = client.TimeProvider.GetTimestamp();
        var node = await new ProtectedCreate(client, parent, label).RunAsync(data, cancellationToken).ConfigureAwait(false);
        try
        {
            while (await FindBlockerAsync(node.Path, cancellationToken).ConfigureAwait(false) is { } ahead)
            {
                if (!wait)
                {
                    await GuaranteedDelete.Start(client, node.Path).Attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
                    return null;
                }
                await WaitForChangeAsync(ahead, cancellationToken).ConfigureAwait(false);
            }
            var proof = new LeaderProof(client, node.Path, joined);
            // Who has waited long knows from its own server only: the leader is asked before anything is owned.
            if (proof.IsDue)
                await Idempotent.RetryAsync(async () => { await proof.RenewAsync(cancellationToken).ConfigureAwait(false); return true; }).ConfigureAwait(false);
            return new Ownership(client, node.Path, node.Stat.Czxid, proof);
        }
        catch
        {
            // For whatever reason the attempt ended, the node must not stay: it would block everybody behind it.
            _ = GuaranteedDelete.Start(client, node.Path);
            throw;
        }
    }

    private async Task<string?> FindBlockerAsync(string path, CancellationToken cancellationToken)
    {
        var children = await Idempotent.RetryAsync(() => client.GetChildrenAsync(parent, cancellationToken)).ConfigureAwait(false);
        var queue = InOrder(children.Names, label);
        var place = queue.IndexOf(ZnodePath.Name(path));
        return place >= 0
            ? blocker(queue, place)
            : throw new ZkException(ErrorCode.NoNode, $"The place in the queue is gone: '{path}' was deleted by somebody else.", path);
    }

    private async Task WaitForChangeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // getData, not exists: exists would leave a watch on a node that is gone already (ZOOKEEPER-442).
            var (_, watch) = await client.GetDataAndWatchAsync(ZnodePath.Combine(parent, name), cancellationToken).ConfigureAwait(false);
            await using (watch)
                await watch.Fired(cancellationToken).ConfigureAwait(false); // whatever happened, the rule is asked again
        }
        catch (ZkException e) when (e.Code is ErrorCode.NoNode or ErrorCode.ConnectionLoss)
        {
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoAuth)
        {
            await WaitForAnyChangeAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One ahead whose node this session may not read, and so not watch, either: the queue tells when somebody comes or goes.</summary>
    private async Task WaitForAnyChangeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var (children, watch) = await client.GetChildrenAndWatchAsync(parent, cancellationToken).ConfigureAwait(false);
            await using (watch)
                if (children.Names.Contains(name))
                    await watch.Fired(cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
        {
        }
    }

    /// <summary>The contenders among <paramref name="names"/>, first come first.</summary>
    internal static List<string> InOrder(IEnumerable<string> names, string label)
    {
        var queue = new List<(string Name, int Number)>();
        foreach (var name in names)
            if (name.Contains($"-{label}-", StringComparison.Ordinal) && SequenceNumber.TryParse(name, out var number))
                queue.Add((name, number));
        queue.Sort(static (a, b) => SequenceNumber.Compare(a.Number, b.Number));
        return queue.ConvertAll(static contender => contender.Name);
    }
}
