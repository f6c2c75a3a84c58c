using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Hands the leadership of a cluster over to a standby: ends the leader's process on this machine in good order.</summary>
[Cmdlet(VerbsCommon.Switch, "FlinkLeader", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkFailover))]
public sealed class SwitchFlinkLeaderCommand : FlinkLeaderCmdlet
{
    /// <summary>Ends the leader also if nobody stands by: the jobs wait then until a JobManager starts.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Approve(LeaderChange change)
    {
        change.CheckSwitch(Force);
        return ShouldProcess(change.Completion.Cluster, string.Create(CultureInfo.InvariantCulture, $"End the leader {change.Completion.Leader}; {(change.Completion.Standbys == 0 ? "nobody stands by" : $"{change.Completion.Standbys} stand by")}"));
    }

    private protected override Task<LeaderChangeResult> ChangeAsync(LeaderChange change, CancellationToken cancellationToken) => change.SwitchAsync(Timeout, cancellationToken);
}
