using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Reads what is aggregated of keyed records, and gives it to the <see cref="WindowOperator{TIn,TAcc,TOut}"/>. A record is checked as a whole before any window sees it, so
/// that one with a wrong value changes nothing. Results go on as records.
/// </summary>
/// <typeparam name="TContents">What a window holds.</typeparam>
internal abstract class RuleWindowOperator<TContents>(string name, WindowPlan plan, JobContext context) : WindowingOperator(name, plan, context), IWindowOutput<WindowElement, object?[]>
    where TContents : class
{
    private readonly NumberInput? _triggerNumber = plan.Trigger?.Property is { } property ? new(property, "the trigger") : null;
    private readonly NumberInput? _keepNumber = plan.Keep?.Property is { } property ? new(property, "what a window keeps") : null;
    private WindowOperator<WindowElement, TContents, object?[]> _windows = null!;

    // The record that the window operator is working on.
    private RecordBatch _batch = null!;
    private int _index;

    public override void Open(OperatorClock clock) => _windows = new(Plan.Window, Plan.CreateTrigger(), CreateContents(new ElementAggregates(Aggregates)), Lateness, this, clock);

    public override void OnBatch(int input, RecordBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < batch.Count; _index++)
        {
            if (batch.Fate(_index) != RecordFate.Filtered)
                Take();
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

    void IWindowOutput<WindowElement, object?[]>.OnResult(object key, TimeWindow window, object?[] result) => Emit(key, window, result);

    void IWindowOutput<WindowElement, object?[]>.OnLate(object key, WindowElement value, long timestamp) => EmitLate(_batch, _index);

    protected override void Fire(long watermark) => _windows.ProcessWatermark(watermark);

    /// <summary>How a window holds its records.</summary>
    protected abstract WindowContents<WindowElement, TContents, object?[]> CreateContents(ElementAggregates aggregates);

    /// <summary>What windows are given of the record whose values have just been read.</summary>
    protected abstract WindowElement ElementOf(object?[] values);

    private void Take()
    {
        if (_batch.Fate(_index) == RecordFate.Failed)
        {
            Report(_batch.Error(_index));
            return;
        }

        double trigger = 0, keep = 0;
        if (!Aggregates.TryReadRecord(_batch, _index, out var error)
            || _triggerNumber is not null && !_triggerNumber.TryRead(_batch, _index, out trigger, out error)
            || _keepNumber is not null && !_keepNumber.TryRead(_batch, _index, out keep, out error))
        {
            Report(error!);
            return;
        }

        var element = ElementOf(Aggregates.Values);
        (element.TriggerNumber, element.KeepNumber) = (trigger, keep);
        _windows.ProcessElement(_batch.Key(_index), element, _batch.Time(_index));
    }
}
