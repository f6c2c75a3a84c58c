using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the failures of jobs since their present leader has them, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkException", DefaultParameterSetName = NameSet)]
[OutputType(typeof(FlinkFailure))]
public sealed class GetFlinkExceptionCommand : FlinkJobCmdlet
{
    /// <summary>How many at most of each job; without it as many as Flink gives, 20.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int? Newest { get; set; }

    private protected override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        foreach (var failure in Wait(async token => await cluster.Client.FailuresAsync(id, Newest, token).ConfigureAwait(false)))
            WriteObject(new FlinkFailure(cluster, id, failure));
    }
}
