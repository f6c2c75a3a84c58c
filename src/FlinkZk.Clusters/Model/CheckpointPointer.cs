namespace FlinkZk.Clusters.Model;

/// <summary>A completed checkpoint that a leader would restore from.</summary>
/// <param name="Id">Its number; null if the name cannot be read.</param>
/// <param name="Error">Why the name cannot be read.</param>
/// <param name="Stored">The node and the file of its metadata.</param>
public sealed record CheckpointPointer(long? Id, FormatError? Error, StoredHandle Stored);
