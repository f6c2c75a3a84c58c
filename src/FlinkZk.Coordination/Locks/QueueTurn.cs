namespace FlinkZk.Coordination;

/// <summary>Whom a contender waits for.</summary>
/// <param name="Name">The other's node.</param>
/// <param name="MustGo">Whether it has to go; otherwise it is enough that it holds, which it says in its node (<see cref="HolderMark"/>).</param>
internal readonly record struct QueueTurn(string Name, bool MustGo);
