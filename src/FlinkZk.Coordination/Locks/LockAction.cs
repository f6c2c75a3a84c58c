namespace FlinkZk.Coordination;

/// <summary>One entry of the history of a lock: what somebody did to a holder, or to one who waited.</summary>
/// <param name="Path">The entry's node.</param>
/// <param name="Time">When, by the server's clock.</param>
/// <param name="Kind">What.</param>
/// <param name="Contender">The node of whom it was done to.</param>
/// <param name="Token">That one's fencing token.</param>
/// <param name="Holder">Who that was, as they say.</param>
/// <param name="By">Who did it and why, as they say.</param>
/// <param name="Identity">Whom the session that did it had proved to ZooKeeper, as they say; null where nobody.</param>
public sealed record LockAction(string Path, DateTimeOffset Time, LockActionKind Kind, string Contender, long Token, LockHolder Holder, LockRequest By, string? Identity);
