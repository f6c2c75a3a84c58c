using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>A savepoint that the cluster tells of, or that lies in a folder.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="JobId">The job that made it; null where only its folder's name tells, which has the first six digits of the id.</param>
/// <param name="Number">Its number; null where only its files tell of it.</param>
/// <param name="Time">When it was begun, or its files were written; null where neither is known.</param>
/// <param name="Size">Bytes of its files, or of the state as the cluster told them; null where neither is known.</param>
/// <param name="State">What this machine sees of its files.</param>
/// <param name="Needs">Why jobs that have not ended need it; empty where none does.</param>
public sealed record FlinkStoredSavepoint(string Path, string? JobId, long? Number, DateTimeOffset? Time, long? Size, FlinkSavepointState State, IReadOnlyList<FlinkSavepointNeed> Needs)
{
    /// <summary>Whether a job made it, as far as is known: by its id, or else by the name of its folder.</summary>
    public bool MayBeOf(string job) => JobId is null ? SavepointFiles.IsOf(Path, job) : JobId == job;
}
