using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows the plans of jobs, or of a jar that would start one: what runs together, how many times, and where its records come from; sources first.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkPlan", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkPlanVertex))]
public sealed class GetFlinkPlanCommand : FlinkJobCmdlet
{
    private const string JarSet = "Jar";

    /// <summary>The jar: a file, which is taken to the JobManager and removed there again, or one that it has, as Publish-FlinkJar or Get-FlinkJar gave it, or its id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JarSet)]
    [NoDictionary]
    [ValidateNotNull]
    public object Jar { get; set; } = "";

    /// <summary>The class with the main method; without it the one that the jar's manifest names.</summary>
    [Parameter(ParameterSetName = JarSet)]
    [ValidateNotNullOrEmpty]
    public string? EntryClass { get; set; }

    /// <summary>The program's arguments, each as it is.</summary>
    [Parameter(ParameterSetName = JarSet)]
    public string[]? ArgumentList { get; set; }

    /// <summary>The parallelism of operators that name none.</summary>
    [Parameter(ParameterSetName = JarSet)]
    [ValidateRange(1, 32768)]
    public int? Parallelism { get; set; }

    /// <summary>How long it is waited for: the program's main method has to run to its end.</summary>
    [Parameter(ParameterSetName = JarSet)]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(2));

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName != JarSet)
        {
            base.Process();
            return;
        }
        Target = Jar;
        var cluster = ActiveCluster;
        var chosen = FlinkJarInput.Choose(Jar, FullPath);
        Write(cluster, null, WatchProgress(FlinkTrigger.Begin(token => FlinkJarInput.UseAsync(cluster.Client, chosen, Timeout, jar => new FlinkJobs(cluster.Client).PlanAsync(new()
        {
            Jar = jar,
            EntryClass = EntryClass,
            Arguments = ArgumentList,
            Parallelism = Parallelism,
            Timeout = Timeout,
        }, token), token), StopToken), $"Plan of {chosen.Jar.Name}", () => "the program's main method runs"));
    }

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        Write(cluster, id, Wait(async token => await cluster.Client.PlanAsync(id, token).ConfigureAwait(false)));
    }

    private void Write(FlinkConnection cluster, string? job, IReadOnlyList<FlinkPlanNode> nodes)
    {
        foreach (var node in PlanOrder.SourcesFirst(nodes))
            WriteObject(new FlinkPlanVertex(cluster, job, node));
    }
}
