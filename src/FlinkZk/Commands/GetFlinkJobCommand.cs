using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the jobs of a Flink cluster.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkJob", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkJob))]
public sealed class GetFlinkJobCommand : FlinkCmdlet
{
    private const string NameSet = "Name";
    private const string JobIdSet = "JobId";

    /// <summary>Names of jobs, or ids. Case counts; wildcards pick among the jobs that there are. Several jobs may have one name. Without it, all jobs.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(FlinkJobCompleter))]
    [JobNameArgument]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Ids of jobs, 32 hexadecimal digits.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobIdSet)]
    [ValidateJobId]
    public string[] JobId { get; set; } = [];

    /// <summary>Only jobs in one of these states.</summary>
    [Parameter]
    [ValidateSet("INITIALIZING", "CREATED", "RUNNING", "RESTARTING", "FAILING", "CANCELLING", "RECONCILING", "SUSPENDED", "FINISHED", "CANCELED", "FAILED")]
    public string[]? State { get; set; }

    /// <summary>Asks for each job its parallelism, checkpoints, restarts, load and lag as well: three more requests a job, and one more for each vertex of one that runs.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var cluster = ActiveCluster;
        var all = Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false));
        // A job is written once, however many of the names fit.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in ParameterSetName == JobIdSet ? JobId : Name)
        {
            ForTarget(given, () =>
            {
                var found = FlinkJobSearch.Among(all, given);
                if (found.Count == 0 && (ParameterSetName == JobIdSet || !new NamePattern(given).IsPattern))
                    throw FlinkJobSearch.NotFound(given);
                Write(cluster, [.. found.Where(job => (State is null || State.Contains(job.State, StringComparer.OrdinalIgnoreCase)) && seen.Add(job.Id))]);
            });
        }
    }

    private void Write(FlinkConnection cluster, FlinkJobSummary[] jobs)
    {
        var extras = Detailed ? Wait(token => FlinkJobExtras.ReadAsync(cluster.Client, jobs, token)) : new FlinkJobExtras?[jobs.Length];
        var specs = Detailed && jobs.Length > 0 ? Specs() : null;
        foreach (var (job, extra) in jobs.Zip(extras))
            WriteObject(new FlinkJob(cluster, job, extra is not null && specs?.TryGetValue(job.Id, out var spec) == true ? extra with { Revision = spec.Deployment.Revision } : extra));
    }

    // What Flink tells of the jobs does not depend on it.
    private IReadOnlyDictionary<string, FlinkJobSpec>? Specs()
    {
        if (RunspaceSessions.Current.Default is not { } session)
            return null;
        try
        {
            return Wait(async token => await FlinkUpgrades.ReadSpecsAsync(session.Client, session.Paths, token).ConfigureAwait(false));
        }
        catch (ZkException e)
        {
            WriteVerbose($"Which revisions the jobs run with cannot be read: {e.Message}");
            return null;
        }
    }
}
