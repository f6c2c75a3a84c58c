namespace FlinkZk.Coordination;

/// <summary>One atomic change of the configuration, from its history.</summary>
/// <param name="Revision">Its number; revisions grow by one.</param>
/// <param name="Time">When, by the server's clock.</param>
/// <param name="User">The operating system's user who made it.</param>
/// <param name="Identity">The user that the session had proved to ZooKeeper, or null.</param>
/// <param name="Host">The machine where it was made.</param>
/// <param name="Reason">Why, in the user's words, or null.</param>
/// <param name="Changes">What changed.</param>
public sealed record ConfigurationRevision(long Revision, DateTimeOffset Time, string? User, string? Identity, string? Host, string? Reason, IReadOnlyList<ConfigurationChange> Changes);
