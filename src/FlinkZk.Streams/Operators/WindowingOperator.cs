using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>What operators with windows over a plan have in common: results leave as records, errors and late records in between, in the order of the input.</summary>
internal abstract class WindowingOperator : Operator
{
    /// <summary>The side output of late records.</summary>
    public const string LateSide = "late";

    private readonly string _name;
    private readonly string[] _names;
    private readonly Emitter _emitter = new();

    // The last watermark that was not handed on.
    private long? _watermark;

    /// <param name="name">The step's name, for its results.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="context">The job.</param>
    protected WindowingOperator(string name, WindowPlan plan, JobContext context)
    {
        _name = name;
        Plan = plan;
        Context = context;
        Aggregates = new RowAggregates(plan.Aggregates);
        _names = [.. plan.Aggregates.Select(a => a.Name)];
    }

    protected WindowPlan Plan { get; }

    protected JobContext Context { get; }

    protected RowAggregates Aggregates { get; }

    /// <summary>The plan's lateness in milliseconds.</summary>
    protected long Lateness => Plan.AllowedLateness.Ticks / TimeSpan.TicksPerMillisecond;

    public override void OnWatermark(long watermark)
    {
        Advance(watermark);
        HandOn();
    }

    /// <summary>Fires what a watermark makes due.</summary>
    protected abstract void Fire(long watermark);

    /// <summary>Fires what is due. Watermarks in a batch are handed on only where results stand before them, and at the batch's end.</summary>
    protected void Advance(long watermark)
    {
        Fire(watermark);
        _watermark = watermark;
        if (_emitter.IsEmpty)
            return;
        Flush();
        HandOn();
    }

    /// <summary>The batch has been worked on.</summary>
    protected void EndBatch()
    {
        Flush();
        HandOn();
    }

    protected void Emit(object key, TimeWindow window, object?[] result)
    {
        if (Array.Find(result, value => value is Overflow) is Overflow overflow)
        {
            Flush();
            Context.ReportResult(WindowErrors.Overflow(overflow, window, PublicKey(key)));
            return;
        }

        _emitter.Emit(this, null, new WindowResult(_name, window, PublicKey(key), Context.Configuration.Revision, _names, result), window.MaxTimestamp, default);
    }

    protected void EmitLate(RecordBatch batch, int index)
    {
        if (Side(LateSide) is not null)
        {
            Context.CountLate();
            _emitter.Emit(this, LateSide, batch.Row(index), batch.Time(index), batch.Position(index));
            return;
        }

        Flush();
        Context.EmitLate(batch.Row(index), batch.Time(index), PublicKey(batch.Key(index)), batch.Position(index));
    }

    protected void Report(RecordError error)
    {
        Flush();
        Context.Report(error);
    }

    protected void Flush() => _emitter.Flush(this);

    private void HandOn()
    {
        if (_watermark is { } watermark)
            HandOn(watermark);
        _watermark = null;
    }

    private object? PublicKey(object key) => Plan.Key is null ? null : key;
}
