namespace FlinkZk.Coordination;

/// <summary>One who holds a lock or waits for it.</summary>
/// <param name="Path">The contender's node.</param>
/// <param name="Position">0 for the first; the number of those ahead for the others.</param>
/// <param name="Token">The fencing token: the node's czxid.</param>
/// <param name="SessionId">The session that owns the node.</param>
/// <param name="Queued">When the contender joined the queue, by the server's clock.</param>
/// <param name="Holder">What the contender says of itself.</param>
public sealed record LockContender(string Path, int Position, long Token, long SessionId, DateTimeOffset Queued, LockHolder Holder)
{
    /// <summary>Whether this one has the lock: the first, or one of the first where several may have it together.</summary>
    public required bool IsHolder { get; init; }

    /// <summary>How many may hold together, as it says.</summary>
    public required HolderLimit Limit { get; init; }

    /// <summary>
    /// Since when it holds, or since when it waits, by the server's clock. Who had to wait for a lock says that it holds a tenth of a second later, if it still does: up to
    /// then this is <see cref="Queued"/>.
    /// </summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why its node could not be read, so that only its path and its place are known; null where it could.</summary>
    public Client.ZkException? Failure { get; init; }
}
