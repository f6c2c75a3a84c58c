using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows the plans of jobs: what runs together, how many times, and where its records come from; sources first.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkPlan", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkPlanVertex))]
public sealed class GetFlinkPlanCommand : FlinkJobCmdlet
{
    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        foreach (var node in PlanOrder.SourcesFirst(Wait(async token => await cluster.Client.PlanAsync(id, token).ConfigureAwait(false))))
            WriteObject(new FlinkPlanVertex(cluster, id, node));
    }
}
