namespace FlinkZk.Clusters.Jobs;

/// <summary>A checkpoint or savepoint that a job can be started from.</summary>
/// <param name="JobId">The job that made it.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Number">Its number; null where only its files tell of it.</param>
/// <param name="Time">When it was begun, or its files were written.</param>
/// <param name="IsSeen">Whether this machine sees its <c>_metadata</c>; otherwise it is there by the cluster's word.</param>
/// <param name="Gone">Newer ones, newest first, whose files are gone.</param>
public sealed record FlinkSnapshot(string JobId, string Path, long? Number, DateTimeOffset? Time, bool IsSeen, IReadOnlyList<string> Gone);
