using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>Finds jobs by what a user calls them.</summary>
internal static class FlinkJobSearch
{
    /// <summary>Those of this id, or else those whose name it is, or fits.</summary>
    public static IReadOnlyList<FlinkJobSummary> Among(IReadOnlyList<FlinkJobSummary> jobs, string text)
    {
        var byId = jobs.Where(job => string.Equals(job.Id, text, StringComparison.OrdinalIgnoreCase)).ToArray();
        return byId.Length > 0 ? byId : new NamePattern(text).Among(jobs, job => job.Name);
    }

    /// <summary>The error of one that is not there.</summary>
    public static FlinkException NotFound(string text) => new(FlinkProblem.JobNotFound, FlinkOutcome.NotDone, $"The cluster knows no job '{text}'.");
}
