using System.Management.Automation;
using FlinkZk.Clusters.Watching;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Something that happened in a Flink cluster, or a condition that came or went.</summary>
public sealed class FlinkClusterEvent : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;
    private readonly ClusterEvent _event;

    internal FlinkClusterEvent(FlinkConnection cluster, ClusterEvent happened) => (_cluster, _event) = (cluster, happened);

    /// <summary>When it was seen.</summary>
    public PSObject Time => ShownValue.IsoTime(_event.Time);

    /// <summary>What: LeaderChanged, LeaderLost, JobState, JobGone, JobRestarted, CheckpointFailed, Lag, TaskManagerAdded, TaskManagerLost, or the condition.</summary>
    public ClusterEventKind Kind => _event.Kind;

    /// <summary>Whether a condition has come (Raised) or gone (Cleared); null of what is none.</summary>
    public ConditionEdge? Edge => _event.Edge;

    /// <summary>The name of the job; null where it is about none.</summary>
    public string? JobName => _event.JobName;

    /// <summary>The id of the job.</summary>
    public string? JobId => _event.JobId;

    /// <summary>The TaskManager; null where it is about none.</summary>
    public string? TaskManagerId => _event.TaskManager;

    /// <summary>What was before: an address, a state, a number.</summary>
    public string? From => _event.From;

    /// <summary>What is now.</summary>
    public string? To => _event.To;

    /// <summary>How far the job is behind; null unless it is about that.</summary>
    public TimeSpan? Lag => _event.Lag;

    /// <summary>The same in words.</summary>
    public string Message => _event.Message;

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownTime => ViewText.Clock(_event.Time);

    string? IShown.ShownMoment => ViewText.Time(_event.Time);

    string? IShown.ShownJob => PlainText.Line(JobName);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownHost => PlainText.Line(TaskManagerId);

    string? IShown.ShownPath => PlainText.Line(From);

    string? IShown.ShownValue => PlainText.Line(To);

    string? IShown.ShownLatency => Lag is { } lag ? ViewText.Elapsed(lag.Duration()) : null;

    string? IShown.ShownText => PlainText.Line(Message);

    /// <summary>The kind, and the message.</summary>
    public override string ToString() => PlainText.Line($"{Kind}{(Edge is null ? "" : " " + Edge)}: {Message}");
}
