using System.Management.Automation;

namespace FlinkZk;

/// <summary>A checkpoint or a savepoint of a job of a Flink cluster.</summary>
public sealed class FlinkCheckpoint : IByCluster, IShown
{
    private readonly Clusters.Model.FlinkCheckpoint _checkpoint;
    private readonly FlinkConnection _cluster;

    internal FlinkCheckpoint(FlinkConnection cluster, string jobId, Clusters.Model.FlinkCheckpoint checkpoint) => (_cluster, JobId, _checkpoint) = (cluster, jobId, checkpoint);

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>Its number.</summary>
    public long? CheckpointId => _checkpoint.Id;

    /// <summary>IN_PROGRESS, COMPLETED or FAILED.</summary>
    public string? Status => _checkpoint.Status;

    /// <summary>Whether it is a savepoint.</summary>
    public bool IsSavepoint => _checkpoint.IsSavepoint;

    /// <summary>When it was begun.</summary>
    public PSObject? Time => _checkpoint.Triggered is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>How long it took, or takes.</summary>
    public TimeSpan? Duration => _checkpoint.Duration;

    /// <summary>The size of the state, in bytes.</summary>
    public long? Size => _checkpoint.StateSize;

    /// <summary>CHECKPOINT, SAVEPOINT, SYNC_SAVEPOINT (of a stop) and the like; null in old versions.</summary>
    public string? Type => _checkpoint.Type;

    /// <summary>Where it lies; null where it is not complete, or lies in the JobManager's memory.</summary>
    public string? Path => _checkpoint.Path;

    /// <summary>Whether Flink has removed its files again.</summary>
    public bool IsDiscarded => _checkpoint.IsDiscarded;

    /// <summary>Why it failed.</summary>
    public string? Failure => _checkpoint.Failure;

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(JobId);

    string? IShown.ShownReason => PlainText.Line(Failure);

    string? IShown.ShownText => PlainText.Line(Status);

    string? IShown.ShownPurpose => PlainText.Line(Type);

    string? IShown.ShownTime => _checkpoint.Triggered is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownLatency => Duration is { } duration ? ViewText.Milliseconds(duration) : null;

    string? IShown.ShownSize => Size is { } size ? ViewText.Size(size) : null;

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>What it is, and how it ended.</summary>
    public override string ToString() => PlainText.Line($"{(IsSavepoint ? "savepoint" : "checkpoint")} {CheckpointId}: {Status}{(Path is null ? "" : $", {Path}")}");
}
