using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>Does what <see cref="WindowAggregateOperator"/> does, a batch at a time, where <see cref="WindowPlan.WhyByRecord"/> allows it; the results are the same, in the same order.</summary>
internal sealed class FastWindowOperator : WindowingOperator, IFastOutput
{
    private readonly BatchValues _values;
    private FastWindows _windows = null!;

    public FastWindowOperator(string name, WindowPlan plan, JobContext context)
        : base(name, plan, context) => _values = new BatchValues(Aggregates, context.BatchCapacity);

    private StateSerializer<Accumulator[]?> Serializer => new AggregatedContents<object?[], Accumulator[], object?[]>(Aggregates, Aggregates.Serializer).OptionalSerializer;

    public override void Open(OperatorClock clock) =>
        _windows = new(Plan.Window.Spans!.Value, Lateness, _values.CreateKernels, this, Context.BatchCapacity) { Watermark = clock.Watermark };

    public override void OnBatch(int input, RecordBatch batch)
    {
        _values.Read(batch);
        _windows.Begin(batch, _values.Vectors);
        for (var i = 0; i < batch.Count; i++)
        {
            var error = batch.Fate(i) == RecordFate.Failed ? batch.Error(i) : _values.Error(i);
            if (error is not null)
                Report(error);
            else if (batch.Fate(i) == RecordFate.Live && !_windows.Add(i))
                EmitLate(batch, i);
            if (batch.Watermark(i) is not long.MinValue and var watermark)
                Advance(watermark);
        }

        _windows.Apply();
        EndBatch();
        _values.Clear(batch.Count);
    }

    public override void Snapshot(StateWriter writer)
    {
        Aggregates.Write(writer);
        FastSnapshot.Write(writer, _windows, Serializer);
    }

    public override void Restore(StateReader reader)
    {
        Aggregates.Read(reader);
        FastSnapshot.Read(reader, _windows, Serializer);
    }

    void IFastOutput.OnResult(FastWindow window, int id) => Emit(window.Key(id), window.Span, window.Result(id));

    protected override void Fire(long watermark) => _windows.Advance(watermark);
}
