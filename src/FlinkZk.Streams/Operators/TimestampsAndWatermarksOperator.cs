using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Makes the watermarks (<c>TimestampsAndWatermarksOperator</c>) and cuts the stream at them: what came before a watermark reaches the next operator before it, what came
/// after it after it. Where whoever follows reads watermarks that stand in a batch, it is not cut but carries them. Filtered records have done their part here; errors are reported in their place. Only live records go on.
/// Watermarks and statuses from upstream end here, except the last.
/// </summary>
internal sealed class TimestampsAndWatermarksOperator : Operator, IWatermarkOutput
{
    private readonly IWatermarkGenerator _generator;
    private readonly WatermarkEmission _emission;
    private readonly JobContext _context;
    private readonly RecordBatch _pending = new();
    private readonly bool _inBatch;

    // The batch under way where it carries its watermarks, and the record in it.
    private RecordBatch? _batch;
    private int _index;
    private long _current = long.MinValue;
    private bool _idle;
    private long _sinceEmission;
    private long _nextEmission;

    /// <param name="strategy">How watermarks come out of times.</param>
    /// <param name="context">The job.</param>
    /// <param name="inBatch">Whether whoever follows reads the watermarks in a batch.</param>
    public TimestampsAndWatermarksOperator(WatermarkStrategy strategy, JobContext context, bool inBatch = false)
    {
        _inBatch = inBatch;
        _generator = strategy.CreateGenerator();
        _emission = strategy.Emission;
        _context = context;
    }

    /// <summary>The last watermark; <see cref="long.MinValue"/> = none yet.</summary>
    public long Current => _current;

    public override void Open(OperatorClock clock)
    {
        if (_emission.Interval is { } interval)
            _nextEmission = clock.ProcessingTime + interval.Ticks / TimeSpan.TicksPerMillisecond;
    }

    public override void OnBatch(int input, RecordBatch batch)
    {
        if (_inBatch)
        {
            Mark(batch);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Failed)
                Report(batch.Error(i));
            else
                Pass(batch, i);
        }

        Flush();
    }

    public override void OnWatermark(long watermark)
    {
        if (watermark == long.MaxValue)
            EmitWatermark(watermark);
    }

    public override void OnStatus(WatermarkStatus status)
    {
    }

    public override void OnProcessingTime(long now)
    {
        if (_emission.Interval is not { } interval)
            return;
        if (now < _nextEmission)
            return;
        _generator.OnPeriodicEmit(this, now);
        _nextEmission = now + interval.Ticks / TimeSpan.TicksPerMillisecond;
    }

    /// <summary>The greatest time and the count of records: the first watermark of a restored stream is then as high as it would have been. Until it comes there is none, as in Flink.</summary>
    public override void Snapshot(StateWriter writer)
    {
        writer.Write(_generator.MaxTimestamp);
        writer.Write(_sinceEmission);
    }

    public override void Restore(StateReader reader) => (_generator.MaxTimestamp, _sinceEmission) = (reader.ReadInt64(), reader.ReadInt64());

    /// <inheritdoc/>
    public void EmitWatermark(long watermark)
    {
        if (watermark <= _current)
            return;
        _current = watermark;
        if (_idle)
        {
            _idle = false;
            Output.OnStatus(WatermarkStatus.Active);
        }

        if (_batch is not null)
        {
            _batch.SetWatermark(_index, watermark);
            return;
        }

        Output.OnWatermark(watermark);
    }

    /// <inheritdoc/>
    public void MarkIdle()
    {
        if (_idle)
            return;
        _idle = true;
        Output.OnStatus(WatermarkStatus.Idle);
    }

    /// <summary>Notes in the batch which watermark follows which record, and hands it on as it is: whoever follows passes over what was filtered, and reports errors in their place.</summary>
    private void Mark(RecordBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < batch.Count; _index++)
        {
            var fate = batch.Fate(_index);
            if (fate == RecordFate.Failed)
                continue;
            if (fate == RecordFate.Filtered)
                _context.CountFiltered();
            OnEvent(batch.Time(_index));
        }

        _batch = null;
        Output.OnBatch(batch);
    }

    private void Pass(RecordBatch batch, int index)
    {
        if (batch.Fate(index) == RecordFate.Live)
            _pending.AddFrom(batch, index);
        else
            _context.CountFiltered();
        OnEvent(batch.Time(index));
        if (_pending.IsFull)
            Flush();
    }

    private void OnEvent(long time)
    {
        _generator.OnEvent(time);
        if (_emission.Records is not { } records || ++_sinceEmission < records)
            return;
        _sinceEmission = 0;
        // Nothing is pending where watermarks stand in the batch.
        Flush();
        // The count decides, so there is no time of day to give.
        _generator.OnPeriodicEmit(this, now: 0);
    }

    private void Report(RecordError error)
    {
        Flush();
        _context.Report(error);
    }

    private void Flush()
    {
        if (_pending.Count > 0)
            Output.OnBatch(_pending);
        _pending.Clear();
    }
}
