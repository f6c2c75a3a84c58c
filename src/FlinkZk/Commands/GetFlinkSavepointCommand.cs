using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the savepoints that there are, newest first, and says which of them jobs need.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkSavepoint", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkSavepoint))]
public sealed class GetFlinkSavepointCommand : FlinkCmdlet
{
    private const string NameSet = "Name";
    private const string JobIdSet = "JobId";

    /// <summary>Names of jobs, or ids, whose savepoints are meant. Case counts; wildcards pick among the jobs that the leader knows. Without it, those of all jobs, and those that nobody remembers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(FlinkJobCompleter))]
    [JobNameArgument]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Ids of jobs, 32 hexadecimal digits, also of jobs that the leader does not know any more.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobIdSet)]
    [ValidateJobId]
    public string[]? JobId { get; set; }

    /// <summary>The folder to look into, a URI or a path of this machine; without it the one that the cluster's configuration names.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var cluster = ActiveCluster;
        var folder = Path is null ? null : SavepointInput.Uri(Path, FullPath);
        var jobs = (JobId ?? []).Select(id => id.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var all = Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false));
        foreach (var name in Name ?? [])
            ForTarget(name, () => jobs.UnionWith(Ids(all, name)));
        if ((Name ?? JobId) is not null && jobs.Count == 0)
            return;
        var savepoints = cluster.Savepoints(RunspaceSessions.Current.Default);
        foreach (var savepoint in Wait(async token => await savepoints.ListAsync((Name ?? JobId) is null ? null : jobs, folder, token).ConfigureAwait(false)))
            WriteObject(new FlinkSavepoint(cluster, savepoint, NameOf(all, savepoint)));
    }

    // Of one that only its folder tells of, several jobs may be the one.
    private static string? NameOf(IReadOnlyList<FlinkJobSummary> all, FlinkStoredSavepoint savepoint)
    {
        string[] names = [.. all.Where(job => savepoint.MayBeOf(job.Id)).Select(job => job.Name).Distinct(StringComparer.Ordinal)];
        return names is [var only] ? only : null;
    }

    private static IEnumerable<string> Ids(IReadOnlyList<FlinkJobSummary> all, string name)
    {
        var found = FlinkJobSearch.Among(all, name);
        if (found.Count > 0 || new NamePattern(name).IsPattern)
            return found.Select(job => job.Id);
        // A job of before the present leader is known by what it left.
        return name.Length == 32 && name.All(char.IsAsciiHexDigit) ? [name.ToLowerInvariant()] : throw FlinkJobSearch.NotFound(name);
    }
}
