namespace FlinkZk.Clusters.Model;

/// <summary>A file below Flink's <c>high-availability.storageDir</c> (Flink's <c>FileStateHandle</c>).</summary>
/// <param name="Size">The file's size in bytes; -1 if its writer did not know it.</param>
/// <param name="Path">Its URI, as Flink's <c>Path</c> writes it: <c>file:/ha/default/completedCheckpoint1a2b3c4d5e6f</c>, <c>s3://bucket/...</c>.</param>
public sealed record StateHandle(long Size, string Path);
