using System.Management.Automation;
using FlinkZk.Clusters.Watching;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Watches a Flink cluster until Ctrl+C: leaders, jobs, restarts, failed checkpoints and TaskManagers, and conditions that come and go.</summary>
[Cmdlet(VerbsCommon.Watch, "FlinkCluster")]
[OutputType(typeof(FlinkClusterEvent))]
public sealed class WatchFlinkClusterCommand : FlinkCmdlet
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>The time between two looks.</summary>
    [Parameter]
    public Duration Interval { get; set; } = new(TimeSpan.FromSeconds(5));

    /// <summary>Leaves out what there is at the beginning: only what happens comes.</summary>
    [Parameter]
    public SwitchParameter NoSnapshot { get; set; }

    /// <summary>Tells at each look how far every job is behind.</summary>
    [Parameter]
    public SwitchParameter IncludeLag { get; set; }

    /// <summary>Raises RestartsOver for a job that is restarted more often than this within -RestartWindow.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxRestarts { get; set; }

    /// <summary>The time that restarts are counted in, with -MaxRestarts.</summary>
    [Parameter]
    public Duration RestartWindow { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <summary>Raises CheckpointOver for a job whose last checkpoint was begun longer ago than this, or that was started longer ago and has completed none. Jobs that are to make none are left alone.</summary>
    [Parameter]
    public Duration MaxCheckpointAge { get; set; }

    /// <summary>Raises LagOver for a job whose lowest watermark is further behind the clock than this.</summary>
    [Parameter]
    public Duration MaxLag { get; set; }

    /// <summary>Raises LeaderMissing when nobody has led for longer than this.</summary>
    [Parameter]
    public Duration MaxLeaderless { get; set; }

    /// <summary>Raises TaskManagersMissing when fewer are registered than there have been since it is watched.</summary>
    [Parameter]
    public SwitchParameter AllTaskManagers { get; set; }

    /// <summary>How long a condition has to hold before it is raised, and to be gone before it is cleared.</summary>
    [Parameter]
    public Duration Debounce { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Ends after this time; without it there is no end.</summary>
    [Parameter]
    public Duration Timeout { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var cluster = ActiveCluster;
        Target = cluster;
        var limits = new ConditionLimits
        {
            MostRestarts = MaxRestarts,
            RestartWindow = RestartWindow,
            CheckpointAge = Given(MaxCheckpointAge, nameof(MaxCheckpointAge)),
            Lag = Given(MaxLag, nameof(MaxLag)),
            Leaderless = Given(MaxLeaderless, nameof(MaxLeaderless)),
            TaskManagers = AllTaskManagers,
            Debounce = Debounce,
        };
        var watcher = new ClusterWatcher(cluster.Client, limits) { TellsLag = IncludeLag, TellsBeginning = !NoSnapshot };
        using var deadline = new CancellationTokenSource(MyInvocation.BoundParameters.ContainsKey(nameof(Timeout)) ? Timeout.Value : System.Threading.Timeout.InfiniteTimeSpan);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, StopToken);
        try
        {
            Pump(_ => watcher.WatchAsync(Interval.Value < Shortest ? Shortest : Interval.Value, end.Token), happened => LiveOutput.Write(() => WriteObject(new FlinkClusterEvent(cluster, happened))));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            // So long was asked for.
        }
    }

    private TimeSpan? Given(Duration duration, string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter) ? duration : null;
}
