using System.Management.Automation;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet about jobs of a Flink cluster, which it takes by name or by id.</summary>
public abstract class FlinkJobCmdlet : FlinkCmdlet
{
    /// <summary>The parameter set in which jobs are named.</summary>
    private protected const string NameSet = "Name";

    /// <summary>The parameter set in which jobs come with their ids.</summary>
    private protected const string JobIdSet = "JobId";

    /// <summary>Names of jobs, or ids. Case counts; wildcards pick among the jobs that there are. Several jobs may have one name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(FlinkJobCompleter))]
    [JobNameArgument]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Ids of jobs, 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobIdSet)]
    [ValidateJobId]
    public string[] JobId { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var id in JobId)
            ForTarget(id, () => Each(id.ToLowerInvariant(), null));
        foreach (var name in Name)
            ForTarget(name, () => ForName(name));
    }

    /// <summary>Does its work on one job.</summary>
    /// <param name="id">The job.</param>
    /// <param name="summary">What is known of it; null if it came by its id.</param>
    private protected abstract void Each(string id, FlinkJobSummary? summary);

    /// <summary>Whether a name that several have is meant for each of them. What changes a job takes one at a time, which has not ended.</summary>
    private protected virtual bool TakesSeveral => true;

    /// <summary>Does its work on the jobs that have a name, or fit it.</summary>
    private protected virtual void ForName(string name)
    {
        var found = FlinkJobSearch.Among(Wait(async token => await Flink.JobsAsync(token).ConfigureAwait(false)), name);
        if (!TakesSeveral)
            found = OnlyOne(name, [.. found.Where(job => !FlinkJobState.IsTerminal(job.State))], found.Count);
        if (found.Count == 0 && !new NamePattern(name).IsPattern)
            throw FlinkJobSearch.NotFound(name);
        foreach (var job in found)
            ForTarget(job.Id, () => Each(job.Id, job));
    }

    private static FlinkJobSummary[] OnlyOne(string name, FlinkJobSummary[] alive, int all)
    {
        if (alive.Length == 0 && all > 0 && !new NamePattern(name).IsPattern)
            throw new FlinkException(FlinkProblem.JobEnded, FlinkOutcome.NotDone, $"The job '{name}' has ended.");
        return alive.GroupBy(job => job.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is not { } same
            ? alive
            : throw new FlinkZkException("FlinkJobAmbiguous", ErrorCategory.InvalidArgument, $"Several jobs that run have the name '{same.Key}': {string.Join(", ", same.Select(job => job.Id))}.", "Nothing was done. Name one by its id.");
    }
}
