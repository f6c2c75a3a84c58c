using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>How far event time has come in a subtask of a job.</summary>
public sealed class FlinkWatermark : IByCluster, IShown
{
    private readonly FlinkConnection _cluster;
    private readonly Clusters.Model.FlinkWatermark _watermark;

    internal FlinkWatermark(FlinkConnection cluster, string jobId, FlinkVertex vertex, Clusters.Model.FlinkWatermark watermark, DateTimeOffset now)
    {
        (_cluster, JobId, VertexId, Vertex, _watermark) = (cluster, jobId, vertex.Id, vertex.Name, watermark);
        Lag = watermark.Time is { } time ? now - time : null;
    }

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>The vertex.</summary>
    public string VertexId { get; }

    /// <summary>What it does.</summary>
    public string Vertex { get; }

    /// <summary>The number of the subtask, from 0.</summary>
    public int Subtask => _watermark.Subtask;

    /// <summary>Records before this time are late; null before the first watermark, and behind the last record.</summary>
    public PSObject? Watermark => _watermark.Time is { } time ? ShownValue.IsoTime(time) : null;

    /// <summary>How far it is behind the clock of this machine; null where there is no watermark.</summary>
    public TimeSpan? Lag { get; }

    /// <summary>None: no watermark has come yet. Ended: the input has. Else Time.</summary>
    public string State => _watermark.IsMissing ? "None" : _watermark.IsEnd ? "Ended" : "Time";

    /// <summary>The watermark as Flink has it, milliseconds.</summary>
    public long Value => _watermark.Value;

    FlinkConnection IByCluster.Cluster => _cluster;

    string? IShown.ShownJob => PlainText.Line(JobId);

    string? IShown.ShownIdentity => PlainText.Line(VertexId);

    string? IShown.ShownText => PlainText.Line(Vertex);

    string? IShown.ShownTime => _watermark.Time is { } time ? ViewText.IsoTime(time.UtcDateTime) : State;

    string? IShown.ShownUptime => Lag is { } lag ? (lag < TimeSpan.Zero ? "-" : "") + ViewText.Elapsed(lag.Duration()) : null;

    string? IShown.ShownValue => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The vertex, the subtask and the watermark.</summary>
    public override string ToString() => PlainText.Line(string.Create(CultureInfo.InvariantCulture, $"{Vertex} {Subtask}: {((IShown)this).ShownTime}"));
}
