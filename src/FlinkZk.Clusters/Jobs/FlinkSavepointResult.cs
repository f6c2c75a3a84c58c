namespace FlinkZk.Clusters.Jobs;

/// <summary>A savepoint that was written.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TriggerId">The operation.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="State">The job's state behind it; null where it was not asked for.</param>
public sealed record FlinkSavepointResult(string JobId, string TriggerId, string Path, string? State);
