using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// One step of a job. Data come in batches, and control - watermarks, status, the clock, snapshots - between them, each as one call.
/// An operator has no thread, reads no clock and keeps no batch. Results leave through its outputs, and when a call returns nothing is pending.
/// What it remembers from one batch to the next is in its snapshot: restored from it, it goes on as if nothing had happened, but for the watermark, which comes anew.
/// </summary>
internal abstract class Operator
{
    private readonly Dictionary<string, Output> _sides = [];

    /// <summary>How many inputs it has.</summary>
    public virtual int Inputs => 1;

    /// <summary>The main output: results, watermarks and status.</summary>
    public Output Output { get; } = new();

    /// <summary>A side output; null where nobody is connected to it.</summary>
    public Output? Side(string name) => _sides.GetValueOrDefault(name);

    /// <summary>A side output, to connect to it.</summary>
    public Output OpenSide(string name)
    {
        if (!_sides.TryGetValue(name, out var side))
            _sides.Add(name, side = new Output());
        return side;
    }

    /// <summary>Called once, before anything else.</summary>
    /// <param name="clock">Where time stands.</param>
    public virtual void Open(OperatorClock clock)
    {
    }

    /// <summary>Records, in the order of the input, with what became of them so far.</summary>
    /// <param name="input">The input by which they come.</param>
    /// <param name="batch">The records; lent for the call.</param>
    public abstract void OnBatch(int input, RecordBatch batch);

    /// <summary>On no input a further record with a time &lt;= <paramref name="watermark"/> is expected; <see cref="long.MaxValue"/> = all have ended.</summary>
    public virtual void OnWatermark(long watermark) => HandOn(watermark);

    /// <summary>All inputs have fallen silent, or one speaks again.</summary>
    public virtual void OnStatus(WatermarkStatus status)
    {
        Output.OnStatus(status);
        foreach (var side in _sides.Values)
            side.OnStatus(status);
    }

    /// <summary>The job looks at its clock between two batches. Every operator is told, so nothing is handed on.</summary>
    /// <param name="now">Milliseconds.</param>
    public virtual void OnProcessingTime(long now)
    {
    }

    /// <summary>Writes what it remembers: between two batches, and nothing changes by it.</summary>
    public virtual void Snapshot(StateWriter writer)
    {
    }

    /// <summary>Takes over, after <see cref="Open"/> and before the first batch, what <see cref="Snapshot"/> has written.</summary>
    public virtual void Restore(StateReader reader)
    {
    }

    /// <summary>Called once, at the end, however the job ends.</summary>
    public virtual void Close()
    {
    }

    /// <summary>Sends a watermark on to all outputs.</summary>
    protected void HandOn(long watermark)
    {
        Output.OnWatermark(watermark);
        foreach (var side in _sides.Values)
            side.OnWatermark(watermark);
    }
}
