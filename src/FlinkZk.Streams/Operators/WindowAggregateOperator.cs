using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Keys records, reads what is aggregated, and gives both to the <see cref="WindowOperator{TIn,TAcc,TOut}"/>. A record is checked as a whole before any window sees it, so
/// that one with a wrong value changes nothing. This is the operator beside which a faster one will stand.
/// </summary>
internal sealed class WindowAggregateOperator : Operator, IWindowOutput<object?[], object?[]>
{
    private readonly JobContext _context;
    private readonly PropertyReader? _key;
    private readonly RowAggregates _aggregates;
    private readonly string[] _names;
    private readonly WindowOperator<object?[], Accumulator[], object?[]> _windows;

    // The record that the window operator is working on.
    private RecordBatch _batch = null!;
    private int _index;

    public WindowAggregateOperator(StreamPlan plan, JobContext context)
    {
        _context = context;
        _key = plan.Key is { } key ? new PropertyReader(key) : null;
        _aggregates = new RowAggregates(plan.Aggregates);
        _names = [.. plan.Aggregates.Select(a => a.Name)];
        _windows = new(plan.Window!, new EventTimeTrigger(), _aggregates, plan.AllowedLateness.Ticks / TimeSpan.TicksPerMillisecond, this);
    }

    public override void OnBatch(RecordBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < batch.Count; _index++)
        {
            if (TryRead(out var key, out var error))
                _windows.ProcessElement(key, _aggregates.Values, batch.Time(_index));
            else
                _context.Report(error!);
        }
    }

    public override void OnWatermark(long watermark)
    {
        _windows.ProcessWatermark(watermark);
        base.OnWatermark(watermark);
    }

    void IWindowOutput<object?[], object?[]>.OnResult(object key, TimeWindow window, object?[] result)
    {
        if (Array.Find(result, value => value is Overflow) is Overflow overflow)
            _context.ReportResult(WindowErrors.Overflow(overflow, window, PublicKey(key)));
        else
            _context.Emit(new WindowResult(window, PublicKey(key), _context.Configuration.Revision, _names, result));
    }

    void IWindowOutput<object?[], object?[]>.OnLate(object key, object?[] value, long timestamp) =>
        _context.EmitLate(_batch.Row(_index), timestamp, PublicKey(key), _batch.Position(_index));

    private object? PublicKey(object key) => _key is null ? null : key;

    private bool TryRead(out object key, out RecordError? error)
    {
        try
        {
            return TryReadKey(out key, out error) && _aggregates.TryRead(_batch, _index, out error);
        }
        catch (RecordException e)
        {
            (key, error) = (Keys.Global, RecordErrors.Unreadable(_batch, _index, e));
            return false;
        }
    }

    private bool TryReadKey(out object key, out RecordError? error)
    {
        key = Keys.Global;
        error = null;
        if (_key is null)
            return true;
        if (!_key.TryRead(_batch.Row(_index), out var value))
        {
            error = RecordErrors.MissingProperty(_batch, _index, _key);
            return false;
        }

        if (_batch.Row(_index) is Row { KeyText: { } text })
            value = text;
        if (value is null)
            error = RecordErrors.NullKey(_batch, _index, _key.Name);
        else if (!Keys.TryNormalize(value, out var normal))
            error = RecordErrors.InvalidKey(_batch, _index, _key.Name, value);
        else
            key = normal;
        return error is null;
    }
}
