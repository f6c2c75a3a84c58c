namespace FlinkZk.Coordination;

/// <summary>Where the configuration stands.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Version">The node's version, which the next change compares and sets.</param>
/// <param name="Origin">The transaction that made the node.</param>
internal readonly record struct ConfigurationHead(long Revision, int Version, long Origin);
