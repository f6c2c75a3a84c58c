namespace FlinkZk.Clusters.Jobs;

/// <summary>Why a savepoint has to stay.</summary>
/// <param name="JobId">The job that needs it.</param>
/// <param name="Job">Its name.</param>
/// <param name="IsSure">Whether that is known; otherwise it may, and cannot be told from here.</param>
/// <param name="Reason">Why, the end of a sentence that begins with the job.</param>
public sealed record FlinkSavepointNeed(string JobId, string Job, bool IsSure, string Reason)
{
    /// <summary>Whether it is a change of the job that needs it, and not the job.</summary>
    public bool IsOfChange { get; init; }
}
