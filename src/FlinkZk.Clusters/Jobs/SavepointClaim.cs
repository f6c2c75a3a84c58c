using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>A change of a job that is under way and starts it from a savepoint: meanwhile no job has to be alive that needs it.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="JobId">The job that is stopped.</param>
/// <param name="Path">The savepoint; null where the stop that writes it is not over, as far as is written down.</param>
public sealed record SavepointClaim(string Job, string JobId, string? Path)
{
    internal FlinkSavepointNeed? NeedOf(string path, string? madeBy)
    {
        if (Path is not null)
            return FileUri.AreSame(Path, path) || FileUri.AreSame(FileUri.Resolved(Path), path) ? Need("is being changed by Update-FlinkJob, which starts it from it") : null;
        return madeBy == JobId || SavepointFiles.IsOf(path, JobId)
            ? Need("is being changed by Update-FlinkJob, and from which of its savepoints that goes on is not written down yet")
            : null;
    }

    private FlinkSavepointNeed Need(string reason) => new(JobId, Job, IsSure: true, reason) { IsOfChange = true };
}
