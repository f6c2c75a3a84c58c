namespace FlinkZk.Coordination;

/// <summary>One who holds a lock or waits for it.</summary>
/// <param name="Path">The contender's node.</param>
/// <param name="Position">0 for the holder; the number of those ahead for the others.</param>
/// <param name="Token">The fencing token: the node's czxid.</param>
/// <param name="SessionId">The session that owns the node.</param>
/// <param name="Since">When the contender joined the queue, by the server's clock.</param>
/// <param name="Holder">What the contender says of itself.</param>
public sealed record LockContender(string Path, int Position, long Token, long SessionId, DateTimeOffset Since, LockHolder Holder)
{
    /// <summary>Whether this one has the lock.</summary>
    public bool IsHolder => Position == 0;

    /// <summary>Why its node could not be read, so that only its path and its place are known; null where it could.</summary>
    public Client.ZkException? Failure { get; init; }
}
