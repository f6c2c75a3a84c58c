using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>How the subtasks of a vertex of a job spend their time: shares from 0 to 1.</summary>
public sealed class FlinkBackpressure : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;

    internal FlinkBackpressure(FlinkConnection cluster, string jobId, FlinkVertex vertex, Clusters.Model.FlinkBackpressure pressure)
    {
        (_cluster, JobId, VertexId, Vertex, Parallelism, Level) = (cluster, jobId, vertex.Id, vertex.Name, vertex.Parallelism, pressure.Level);
        Subtasks = new ObjectList<FlinkSubtaskPressure>((pressure.Subtasks ?? []).Select(subtask => new FlinkSubtaskPressure(subtask)));
    }

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>The vertex.</summary>
    public string VertexId { get; }

    /// <summary>What it does.</summary>
    public string Vertex { get; }

    /// <summary>How many subtasks it has.</summary>
    public long? Parallelism { get; }

    /// <summary>ok, low (above 0.1) or high (above 0.5) of the worst subtask; null where Flink had not looked in time.</summary>
    public string? Level { get; }

    /// <summary>How much of its time the worst subtask is held back by those behind it.</summary>
    public double? BackPressured => Most(subtask => subtask.BackPressured);

    /// <summary>How much of its time the busiest subtask is at work; null where it cannot tell, as old sources cannot.</summary>
    public double? Busy => Most(subtask => subtask.Busy);

    /// <summary>How much of its time the least idle subtask has nothing to do.</summary>
    public double? Idle => Subtasks.Select(subtask => subtask.Idle).Where(share => share is { } known && !double.IsNaN(known)).Min();

    /// <summary>Each subtask.</summary>
    public IReadOnlyList<FlinkSubtaskPressure> Subtasks { get; }

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(JobId);

    string? IShown.ShownIdentity => PlainText.Line(VertexId);

    string? IShown.ShownText => PlainText.Line(Vertex);

    string? IShown.ShownReason => PlainText.Line(Level);

    string? IShown.ShownValue => ViewText.Share(BackPressured);

    string? IShown.ShownData => ViewText.Share(Busy);

    string? IShown.ShownRate => ViewText.Share(Idle);

    string? IShown.ShownPath => PlainText.Line(Subtasks.ToString());

    /// <summary>The vertex, and its level.</summary>
    public override string ToString() => PlainText.Line($"{Vertex}: {Level}");

    private double? Most(Func<FlinkSubtaskPressure, double?> share) => Subtasks.Select(share).Where(value => value is { } known && !double.IsNaN(known)).Max();
}
