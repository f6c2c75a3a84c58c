namespace FlinkZk.Coordination;

/// <summary>One thing that somebody who looks at a lock's queue sees.</summary>
/// <param name="Kind">What.</param>
/// <param name="Contender">Whose place it is about; null for <see cref="LockChangeKind.Free"/>.</param>
public sealed record LockChange(LockChangeKind Kind, LockContender? Contender);
