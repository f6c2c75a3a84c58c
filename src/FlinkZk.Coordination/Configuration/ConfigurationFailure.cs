using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>A part of the configuration that could not be read while the rest could.</summary>
/// <param name="Job">The job; null for a default.</param>
/// <param name="Key">The key; null where the keys themselves could not be listed.</param>
/// <param name="Path">The node.</param>
/// <param name="Exception">Why not.</param>
public sealed record ConfigurationFailure(string? Job, string? Key, string Path, ZkException Exception);
