using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Reads what is aggregated of keyed records, and gives it to the <see cref="WindowOperator{TIn,TAcc,TOut}"/>. A record is checked as a whole before any window sees it, so
/// that one with a wrong value changes nothing. Results go on as records. This is the operator beside which a faster one will stand.
/// </summary>
internal sealed class WindowAggregateOperator : Operator, IWindowOutput<object?[], object?[]>
{
    private readonly StreamPlan _plan;
    private readonly JobContext _context;
    private readonly RowAggregates _aggregates;
    private readonly string[] _names;
    private readonly RecordBatch _results = new();
    private WindowOperator<object?[], Accumulator[], object?[]> _windows = null!;

    // The record that the window operator is working on.
    private RecordBatch _batch = null!;
    private int _index;

    // The last watermark that was not handed on.
    private long? _watermark;

    public WindowAggregateOperator(StreamPlan plan, JobContext context)
    {
        _plan = plan;
        _context = context;
        _aggregates = new RowAggregates(plan.Aggregates);
        _names = [.. plan.Aggregates.Select(a => a.Name)];
    }

    public override void Open(OperatorClock clock) => _windows = new(
        _plan.Window!, Trigger(), new AggregatedContents<object?[], Accumulator[], object?[]>(_aggregates, _aggregates.Serializer), _plan.AllowedLateness.Ticks / TimeSpan.TicksPerMillisecond, this, clock);

    public override void OnBatch(int input, RecordBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < batch.Count; _index++)
        {
            var error = batch.Fate(_index) == RecordFate.Failed ? batch.Error(_index) : null;
            if (error is null && TryRead(out error))
                _windows.ProcessElement(batch.Key(_index), _aggregates.Values, batch.Time(_index));
            else
                Report(error!);
            if (batch.Watermark(_index) is not long.MinValue and var watermark)
                Advance(watermark);
        }

        Flush();
        HandOn();
    }

    public override void OnWatermark(long watermark)
    {
        Advance(watermark);
        HandOn();
    }

    public override void OnProcessingTime(long now)
    {
        _windows.ProcessProcessingTime(now);
        Flush();
    }

    public override void Snapshot(StateWriter writer)
    {
        _aggregates.Write(writer);
        _windows.Keyed.Write(writer);
    }

    public override void Restore(StateReader reader)
    {
        _aggregates.Read(reader);
        _windows.Keyed.Read(reader);
    }

    void IWindowOutput<object?[], object?[]>.OnResult(object key, TimeWindow window, object?[] result)
    {
        if (Array.Find(result, value => value is Overflow) is Overflow overflow)
        {
            Flush();
            _context.ReportResult(WindowErrors.Overflow(overflow, window, PublicKey(key)));
            return;
        }

        _results.Add(new WindowResult(window, PublicKey(key), _context.Configuration.Revision, _names, result), default);
        _results.SetTime(_results.Count - 1, window.MaxTimestamp);
        if (_results.IsFull)
            Flush();
    }

    void IWindowOutput<object?[], object?[]>.OnLate(object key, object?[] value, long timestamp)
    {
        Flush();
        _context.EmitLate(_batch.Row(_index), timestamp, PublicKey(key), _batch.Position(_index));
    }

    /// <summary>Fires what is due. Watermarks in a batch are handed on only where results stand before them, and at the batch's end.</summary>
    private void Advance(long watermark)
    {
        _windows.ProcessWatermark(watermark);
        _watermark = watermark;
        if (_results.Count == 0)
            return;
        Flush();
        HandOn();
    }

    private void HandOn()
    {
        if (_watermark is { } watermark)
            Output.OnWatermark(watermark);
        _watermark = null;
    }

    private Trigger Trigger() => _plan.EmitEvery is { } interval ? new ContinuousEventTimeTrigger(interval.Ticks / TimeSpan.TicksPerMillisecond) : new EventTimeTrigger();

    private object? PublicKey(object key) => _plan.Key is null ? null : key;

    private bool TryRead(out RecordError? error)
    {
        try
        {
            return _aggregates.TryRead(_batch, _index, out error);
        }
        catch (RecordException e)
        {
            error = RecordErrors.Unreadable(_batch, _index, e);
            return false;
        }
    }

    private void Report(RecordError error)
    {
        Flush();
        _context.Report(error);
    }

    private void Flush()
    {
        if (_results.Count > 0)
            Output.OnBatch(_results);
        _results.Clear();
    }
}
