using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// One step of a job. Data come in batches, and control - watermarks, status, the clock - between them, each as one call down the chain.
/// An operator has no thread, reads no clock and keeps no batch. What it does not care for it hands on.
/// </summary>
internal abstract class Operator
{
    /// <summary>The operator that follows; null at the end of the chain.</summary>
    public Operator? Next { get; set; }

    /// <summary>Records, in the order of the input, with what became of them so far.</summary>
    public abstract void OnBatch(RecordBatch batch);

    /// <summary>No further record with a time &lt;= <paramref name="watermark"/> is expected; <see cref="long.MaxValue"/> = the input has ended.</summary>
    public virtual void OnWatermark(long watermark) => Next?.OnWatermark(watermark);

    /// <summary>The input has fallen silent, or speaks again.</summary>
    public virtual void OnStatus(WatermarkStatus status) => Next?.OnStatus(status);

    /// <summary>The job looks at its clock between two batches.</summary>
    /// <param name="now">Milliseconds, of which only differences count.</param>
    public virtual void OnProcessingTime(long now) => Next?.OnProcessingTime(now);
}
