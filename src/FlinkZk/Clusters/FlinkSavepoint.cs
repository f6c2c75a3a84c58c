using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A savepoint of a job of a Flink cluster.</summary>
public sealed class FlinkSavepoint : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;
    private readonly DateTimeOffset? _time;

    internal FlinkSavepoint(FlinkConnection cluster, FlinkSavepointResult result, string? job)
        : this(cluster, FlinkSavepoints.Look(result), job) => TriggerId = result.TriggerId;

    internal FlinkSavepoint(FlinkConnection cluster, FlinkStoredSavepoint stored, string? job)
    {
        JobName = job;
        (_cluster, _time, JobId, Savepoint, CheckpointId, Size, State) = (cluster, stored.Time, stored.JobId, stored.Path, stored.Number, stored.Size, stored.State);
        NeededBy = new TextLines(stored.Needs.Select(need => $"{need.Job} ({need.JobId}) {(need.IsSure ? "" : "perhaps: it ")}{need.Reason}"));
    }

    /// <summary>The job that made it; null where nobody remembers: its folder's name has the first six digits.</summary>
    public string? JobId { get; }

    /// <summary>That job's name; null where the leader does not know it.</summary>
    public string? JobName { get; }

    /// <summary>Its number among the job's checkpoints; null where it is not told.</summary>
    public long? CheckpointId { get; }

    /// <summary>When it was begun, or its files were written; null where neither is to be seen.</summary>
    public PSObject? Time => _time is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>Bytes of its files, or of the state as Flink told them; null where neither is to be seen.</summary>
    public long? Size { get; }

    /// <summary>What this machine sees of its files: Complete, Unfinished, Gone, or Unseen where it does not see where they lie.</summary>
    public FlinkSavepointState State { get; }

    /// <summary>Why it has to stay: jobs that have not ended and need it, or may. Empty where there are none, and of one that was just taken.</summary>
    public IReadOnlyList<string> NeededBy { get; }

    /// <summary>Where it lies. Start-FlinkJob and Remove-FlinkSavepoint take it from the pipeline.</summary>
    public string Savepoint { get; }

    /// <summary>The operation by which it was made; null of one that was found.</summary>
    public string? TriggerId { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(JobName);

    string? IShown.ShownIdentity => PlainText.Line(JobId);

    string? IShown.ShownTime => _time is { } time ? ViewText.Time(time) : null;

    string? IShown.ShownSize => Size is { } size ? ViewText.Size(size) : null;

    string? IShown.ShownReason => PlainText.Lines(string.Join('\n', NeededBy));

    string? IShown.ShownPath => PlainText.Line(Savepoint);

    string? IShown.ShownKey => PlainText.Line(TriggerId);

    /// <summary>Where it lies.</summary>
    public override string ToString() => PlainText.Line(Savepoint);
}
