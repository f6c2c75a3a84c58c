using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// A fair lock: whoever came first has it, the others wait in order. By its <see cref="Limit"/> it is held alone, by any number of readers, or by at most so many
/// (a semaphore); contenders of all three kinds may stand in one queue (<see cref="QueueRule"/>). Not reentrant: every acquisition is a contender of its own.
/// </summary>
public sealed class DistributedLock
{
    private readonly ZkClient _client;

    /// <summary>The lock whose queue is the node <paramref name="path"/>.</summary>
    public DistributedLock(ZkClient client, string path)
    {
        ArgumentNullException.ThrowIfNull(client);
        ZnodePath.Validate(path);
        _client = client;
        Path = path;
    }

    /// <summary>How many may hold it together with whoever acquires it by this; alone without it.</summary>
    public HolderLimit Limit { get; init; }

    /// <summary>What becomes of what is acquired when the session has no connection.</summary>
    public LossPolicy OnLoss { get; init; }

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
        return (await NewQueue().AcquireAsync(holder, wait: true, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Waits for the lock at most <paramref name="timeout"/>; with zero it is taken only if it is free.</summary>
    /// <returns>The ownership, or null when the time was over.</returns>
    public async Task<Ownership?> TryAcquireAsync(LockHolder holder, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(holder);
        if (timeout == TimeSpan.Zero)
            return await NewQueue().AcquireAsync(holder, wait: false, cancellationToken).ConfigureAwait(false);
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
    public Task<IReadOnlyList<LockContender>> GetContendersAsync(CancellationToken cancellationToken = default) => LockContenders.ListAsync(_client, Path, cancellationToken);

    private WaitQueue NewQueue() => new(_client, Path) { Limit = Limit, OnLoss = OnLoss };
}
