using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Says who leads a Flink cluster and where it is reached; waits until somebody does, or follows every change of leader.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkLeader", DefaultParameterSetName = "Now")]
[OutputType(typeof(FlinkLeader))]
public sealed class GetFlinkLeaderCommand : FlinkClusterCmdlet
{
    private static readonly Duration Soon = new(TimeSpan.FromSeconds(5));

    /// <summary>What leads: rest_server, which clients need, dispatcher, resource_manager, or job-ID for the master of a job (only its id before Flink 1.19).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ComponentCompleter))]
    [ValidateNotNullOrEmpty]
    public string Component { get; set; } = "rest_server";

    /// <summary>Waits until somebody leads. The cluster need not exist yet.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Wait")]
    public new SwitchParameter Wait { get; set; }

    /// <summary>Gives who leads, then every change, until Ctrl+C. The cluster need not exist yet.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Watch")]
    public SwitchParameter Watch { get; set; }

    /// <summary>How long ZooKeeper may take to answer, 5s if it is not said. With -Wait, how long to wait; then it is an error. With -Watch, how long to follow. Without it these have no end.</summary>
    [Parameter]
    public Duration Timeout { get; set; }

    private protected override Duration Patience => HasTimeout && !Wait && !Watch ? Timeout : Soon;

    private bool HasTimeout => MyInvocation.BoundParameters.ContainsKey(nameof(Timeout));

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Watch || Wait)
        {
            foreach (var given in Named())
                ForTarget(given, () => Follow(ActiveSession, ClusterSearch.Id(WildcardPattern.Unescape(given))));
            return;
        }
        ForEachCluster((session, id) =>
        {
            var paths = Paths(id);
            var known = Read(session, async token => await HaReader.ReadLeaderAsync(session.Client, paths, Component, token).ConfigureAwait(false));
            if (known.Presence == Presence.Absent
                && Read(session, async token => await HaReader.FindAsync(session.Client, paths, token).ConfigureAwait(false)).Presence == Presence.Absent)
            {
                return false;
            }
            WriteObject(new FlinkLeader(id, FlinkRoot, Component, known, session));
            return true;
        });
    }

    private string[] Named() => !ClusterId.Any(WildcardPattern.ContainsWildcardCharacters) && (Wait || ClusterId.Length == 1) ? ClusterId
        : throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument,
            Wait ? "-Wait waits for clusters that need not exist yet: it takes no wildcards." : "-Watch follows one cluster, which need not exist yet.",
            "Name the cluster: Get-FlinkCluster lists those that there are; Flink's default is 'default'.");

    private HaPaths Paths(string id) => new(id, FlinkRoot);

    private void Follow(ZkSession session, string id)
    {
        using var deadline = new CancellationTokenSource(
            HasTimeout && Timeout.Value.TotalMilliseconds < uint.MaxValue ? Timeout.Value : System.Threading.Timeout.InfiniteTimeSpan, session.Client.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, StopToken);
        using var found = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        try
        {
            Pump(_ => LeaderFeed.FollowAsync(session.Client, Paths(id), Component, found.Token), known =>
            {
                var leader = new FlinkLeader(id, FlinkRoot, Component, known, session);
                if (found.IsCancellationRequested || Wait && leader.State != FlinkClusterState.Led)
                    return;
                LiveOutput.Write(() => WriteObject(leader));
                if (Wait)
                    found.Cancel();
            });
        }
        catch (OperationCanceledException) when (found.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            if (Wait && deadline.IsCancellationRequested)
            {
                throw new FlinkZkException("LeaderWaitTimeout", ErrorCategory.OperationTimeout, $"After {Timeout} nobody leads '{Component}' of '{id}'.",
                    "Wait longer, or look at its processes: Get-FlinkCluster says how many stand by, Test-FlinkHa what is wrong.");
            }
        }
    }
}
