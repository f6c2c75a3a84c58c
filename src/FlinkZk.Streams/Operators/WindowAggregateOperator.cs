using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Reads what is aggregated of keyed records, and gives it to the <see cref="WindowOperator{TIn,TAcc,TOut}"/>. A record is checked as a whole before any window sees it, so
/// that one with a wrong value changes nothing. Results go on as records. This is the operator beside which <see cref="FastWindowOperator"/> stands.
/// </summary>
internal sealed class WindowAggregateOperator(string name, WindowPlan plan, JobContext context) : WindowingOperator(name, plan, context), IWindowOutput<object?[], object?[]>
{
    private WindowOperator<object?[], Accumulator[], object?[]> _windows = null!;

    // The record that the window operator is working on.
    private RecordBatch _batch = null!;
    private int _index;

    public override void Open(OperatorClock clock) => _windows = new(
        Plan.Window, Trigger(), new AggregatedContents<object?[], Accumulator[], object?[]>(Aggregates, Aggregates.Serializer), Lateness, this, clock);

    public override void OnBatch(int input, RecordBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < batch.Count; _index++)
        {
            var error = batch.Fate(_index) == RecordFate.Failed ? batch.Error(_index) : null;
            if (batch.Fate(_index) == RecordFate.Filtered)
            {
                // It has moved time, no more.
            }
            else if (error is null && Aggregates.TryReadRecord(_batch, _index, out error))
                _windows.ProcessElement(batch.Key(_index), Aggregates.Values, batch.Time(_index));
            else
                Report(error!);
            if (batch.Watermark(_index) is not long.MinValue and var watermark)
                Advance(watermark);
        }

        EndBatch();
    }

    public override void OnProcessingTime(long now)
    {
        _windows.ProcessProcessingTime(now);
        Flush();
    }

    public override void Snapshot(StateWriter writer)
    {
        Aggregates.Write(writer);
        _windows.Keyed.Write(writer);
    }

    public override void Restore(StateReader reader)
    {
        Aggregates.Read(reader);
        _windows.Keyed.Read(reader);
    }

    void IWindowOutput<object?[], object?[]>.OnResult(object key, TimeWindow window, object?[] result) => Emit(key, window, result);

    void IWindowOutput<object?[], object?[]>.OnLate(object key, object?[] value, long timestamp) => EmitLate(_batch, _index);

    protected override void Fire(long watermark) => _windows.ProcessWatermark(watermark);

    private Trigger Trigger() => Plan.EmitEvery is { } interval ? new ContinuousEventTimeTrigger(interval.Ticks / TimeSpan.TicksPerMillisecond) : new EventTimeTrigger();
}
