namespace FlinkZk.Clusters.Health;

/// <summary>One time that the leader's address was written.</summary>
/// <param name="Mzxid">The transaction.</param>
/// <param name="Session">The session of the process that wrote it.</param>
/// <param name="Address">What it wrote; null where that cannot be read.</param>
internal readonly record struct Publication(long Mzxid, long Session, string? Address = null);
