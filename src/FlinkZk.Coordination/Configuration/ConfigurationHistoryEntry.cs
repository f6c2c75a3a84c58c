namespace FlinkZk.Coordination;

/// <summary>One node of the history: a revision, or why it is none.</summary>
/// <param name="Path">The node.</param>
/// <param name="Revision">The revision; null where it could not be read.</param>
/// <param name="Exception">Why it could not be read; null where it could.</param>
public sealed record ConfigurationHistoryEntry(string Path, ConfigurationRevision? Revision, Exception? Exception);
