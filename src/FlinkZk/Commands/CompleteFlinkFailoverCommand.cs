using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Machine;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Ends a failover that waits for the session of a leader whose process is proved dead: removes its ephemeral nodes at once.</summary>
[Cmdlet(VerbsLifecycle.Complete, "FlinkFailover", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkFailover))]
public sealed class CompleteFlinkFailoverCommand : FlinkLeaderCmdlet
{
    /// <summary>The number that the dead leader's process had, where the system cannot tell by itself: addresses that are those of every machine, and systems other than Linux.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ProcessId { get; set; }

    /// <summary>Takes a leader for dead of which that cannot be told here. If it lives, two lead from then on and take turns until one is ended. One that is seen to live is refused all the same.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override int? LeaderProcess => ProcessId;

    private protected override bool IsNeedless(LeaderChange change) => Wait(async token => await change.AnswersAsync(token).ConfigureAwait(false));

    private protected override bool Approve(ZkSession session, string id, LeaderChange change)
    {
        change.CheckDead(Force);
        var isProved = change.Verdict == Vitality.Dead;
        if (!ShouldProcess(change.Completion.Cluster, string.Create(CultureInfo.InvariantCulture, $"Remove {change.Completion.Nodes} nodes of the leader {change.Completion.Leader}{(isProved ? ", which is dead" : ", of which it is not known whether it is dead: if it lives, two lead from then on")}")))
            return false;
        WriteVerbose(change.Reason);
        return true;
    }

    private protected override Task<LeaderChangeResult> ChangeAsync(LeaderChange change, CancellationToken cancellationToken) => change.CompleteAsync(Timeout, cancellationToken);
}
