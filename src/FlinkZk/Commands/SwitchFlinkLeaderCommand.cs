using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Hands the leadership of a cluster over to a standby: ends the leader's process on this machine in good order.</summary>
[Cmdlet(VerbsCommon.Switch, "FlinkLeader", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkFailover))]
public sealed class SwitchFlinkLeaderCommand : FlinkLeaderCmdlet
{
    /// <summary>Ends the leader also if nobody stands by, or the next would die of what the cluster keeps: the jobs wait then until a JobManager leads.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool Approve(ZkSession session, string id, LeaderChange change)
    {
        change.CheckSwitch(Force);
        if (!Force)
            CheckNext(session, id, change);
        return ShouldProcess(change.Completion.Cluster, string.Create(CultureInfo.InvariantCulture, $"End the leader {change.Completion.Leader}; {(change.Completion.Standbys == 0 ? "nobody stands by" : $"{change.Completion.Standbys} stand by")}"));
    }

    private void CheckNext(ZkSession session, string id, LeaderChange change)
    {
        var connections = RunspaceClusters.Current.List.All();
        Read(session, async token =>
        {
            await change.CheckNextAsync(await FlinkHealthCmdlet.KnownStorageAsync(connections, session, new HaPaths(id, FlinkRoot), id, token).ConfigureAwait(false), token).ConfigureAwait(false);
            return true;
        });
    }

    private protected override Task<LeaderChangeResult> ChangeAsync(LeaderChange change, CancellationToken cancellationToken) => change.SwitchAsync(Timeout, cancellationToken);
}
