using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// A fair lock: whoever came first has it, the others wait each for the one ahead. Not reentrant: every acquisition is a contender of its own.
/// </summary>
public sealed class DistributedLock
{
    private const string Label = "lock";
    private readonly ZkClient _client;
    private readonly WaitQueue _queue;

    /// <summary>The lock whose queue is the node <paramref name="path"/>.</summary>
    public DistributedLock(ZkClient client, string path)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(path);
        _client = client;
        Path = path;
        _queue = new WaitQueue(client, path, Label, static (queue, place) => place == 0 ? null : queue[place - 1]);
    }

    /// <summary>The queue's node.</summary>
    public string Path { get; }

    /// <summary>Makes the queue's node where it is missing, and tells who beside the session may take its places in the queue away.</summary>
    /// <param name="root">The cluster's node: whom its list names beside the session is no stranger.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ForeignRights>> FindForeignRightsAsync(string root, CancellationToken cancellationToken = default)
    {
        if (_client.Identity is null)
            return [];
        await QueueParent.EnsureAsync(_client, Path, cancellationToken).ConfigureAwait(false);
        return await ForeignRights.FindAsync(_client, root, [(Path, ForeignRights.OverChildren)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="holder">What others see of whoever holds or waits.</param>
    /// <param name="cancellationToken">Gives up; nothing of the attempt stays behind.</param>
    /// <exception cref="ZkException">The session is over, or the server refuses.</exception>
    public async Task<Ownership> AcquireAsync(LockHolder holder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return (await _queue.AcquireAsync(holder.ToJson(), wait: true, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Waits for the lock at most <paramref name="timeout"/>; with zero it is taken only if it is free.</summary>
    /// <returns>The ownership, or null when the time was over.</returns>
    public async Task<Ownership?> TryAcquireAsync(LockHolder holder, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        if (timeout == TimeSpan.Zero)
            return await _queue.AcquireAsync(holder.ToJson(), wait: false, cancellationToken).ConfigureAwait(false);
        using var deadline = new Deadline(timeout, _client.TimeProvider, cancellationToken);
        try
        {
            return await AcquireAsync(holder, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return null;
        }
    }

    /// <summary>Who holds the lock (first) and who waits, in order. Empty when nobody does. One whose node may not be read has its place: <see cref="LockContender.Failure"/>.</summary>
    public async Task<IReadOnlyList<LockContender>> GetContendersAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> names;
        try
        {
            names = (await Idempotent.RetryAsync(() => _client.GetChildrenAsync(Path, cancellationToken)).ConfigureAwait(false)).Names;
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }

        var contenders = new List<LockContender>();
        foreach (var name in WaitQueue.InOrder(names, Label))
        {
            var path = ZnodePath.Combine(Path, name);
            try
            {
                var node = await Idempotent.RetryAsync(() => _client.GetDataAsync(path, cancellationToken)).ConfigureAwait(false);
                contenders.Add(new LockContender(path, contenders.Count, node.Stat.Czxid, node.Stat.EphemeralOwner, node.Stat.Created, LockHolder.FromJson(node.Data)));
            }
            catch (ZkException e) when (e.Code == ErrorCode.NoNode)
            {
                // It left between the listing and the look.
            }
            catch (ZkException e) when (OneNode.IsOf(e))
            {
                contenders.Add(new LockContender(path, contenders.Count, 0, 0, default, LockHolder.FromJson(null)) { Failure = e });
            }
        }
        return contenders;
    }
}
