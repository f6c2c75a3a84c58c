using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that helps a change of leader along.</summary>
public abstract class FlinkLeaderCmdlet : FlinkClusterCmdlet
{
    /// <summary>How long the next leader is waited for.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    private protected override Duration Patience => Timeout;

    /// <summary>The number that the leader's process has, or had, as the user says.</summary>
    private protected virtual int? LeaderProcess => null;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(ClusterId)))
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "Whose leader is to change has to be said.", "Name the cluster: Get-FlinkCluster lists those that there are.");
        ForEachCluster((session, id) =>
        {
            var paths = new HaPaths(id, FlinkRoot);
            // The newest: of one that was started anew under its id, the older has no processes any more.
            var local = RunspaceClusters.Current.Local.All().LastOrDefault(local => local.Session == session && local.Paths == paths)?.Cluster;
            if (Read(session, async token => await LeaderChange.ReadAsync(session.Client, paths, local, LeaderProcess, token).ConfigureAwait(false)) is not { } change)
                return false;
            if (IsNeedless(change))
            {
                WriteVerbose($"{id} is led already, by {change.Completion.Leader}, which answers: there is nothing to complete.");
                WriteObject(new FlinkFailover(id, FlinkRoot, null, new(change.Completion.Leader, 0, TimeSpan.Zero), session));
                return true;
            }
            if (!Approve(session, id, change))
                return true;
            var clock = session.Client.TimeProvider;
            var began = clock.GetTimestamp();
            var result = WatchProgress(Task.Run(() => ChangeAsync(change, StopToken), CancellationToken.None), $"Change of leader of {id}", () => $"another is waited for, {clock.GetElapsedTime(began).TotalSeconds:0} s");
            if (result.Leader is null)
                WriteWarning(change.Completion.Standbys == 0 ? $"Nobody stands by for {id}, and nobody leads it: its jobs wait for a JobManager. Get-FlinkLeader -Wait waits for one." : $"Nobody has taken over {id} after {Timeout}. Get-FlinkLeader -Wait waits longer; Test-FlinkHa judges it.");
            WriteObject(new FlinkFailover(id, FlinkRoot, change.Completion.Leader, result, session));
            return true;
        });
    }

    /// <summary>Whether what is to come about is so already.</summary>
    private protected virtual bool IsNeedless(LeaderChange change) => false;

    /// <summary>Refuses what cannot be done, and asks.</summary>
    private protected abstract bool Approve(ZkSession session, string id, LeaderChange change);

    private protected abstract Task<LeaderChangeResult> ChangeAsync(LeaderChange change, CancellationToken cancellationToken);
}
