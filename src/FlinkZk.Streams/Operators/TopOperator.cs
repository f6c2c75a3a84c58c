using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// The first n records of each key by a value (<c>AppendOnlyTopNFunction</c>; SQL's <c>ROW_NUMBER() OVER (PARTITION BY key ORDER BY value) &lt;= n</c>). Of equal ones the earlier is ahead.
/// <para>What changes goes out as a changelog: without ranks a record that comes in is inserted, and the one that it pushes out is deleted before; with ranks each one that moves is
/// updated. Or nothing goes out before the input has ended, and then what is there.</para>
/// </summary>
internal sealed class TopOperator(TopPlan plan, JobContext job) : KeyedOperator(job)
{
    private readonly AggregateInput _by = new(new Aggregate("By", plan.Descending ? AggregateFunction.Max : AggregateFunction.Min, plan.By));
    private ValueState<List<KeptRow>> _rows = null!;

    protected override void Open(IKeyedState state)
    {
        _rows = state.Value("rows", StateSerializers.ListOf(KeptRow.Serializer));
    }

    public override void Snapshot(StateWriter writer)
    {
        _by.Write(writer);
        base.Snapshot(writer);
    }

    public override void Restore(StateReader reader)
    {
        _by.Read(reader);
        base.Restore(reader);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        if (!TryRead(batch, index, out var order, out var error))
        {
            Report(error!);
            return;
        }

        Keyed.State.CurrentKey = batch.Key(index);
        var rows = _rows.Value ?? [];
        var place = rows.FindIndex(other => IsAhead(order!, other.Order));
        place = place < 0 ? rows.Count : place;
        if (place >= plan.Count)
            return;
        var added = new KeptRow(batch.Row(index), order!, batch.Time(index));
        if (plan.Final)
            Keyed.EventTimers.Register(long.MaxValue, StateNamespace.None);
        else if (plan.WithRank)
            Shift(rows, place, added, batch, index);
        else
            Insert(rows.Count == plan.Count ? rows[^1] : null, added, batch, index);
        rows.Insert(place, added);
        if (rows.Count > plan.Count)
            rows.RemoveAt(rows.Count - 1);
        _rows.Value = rows;
    }

    private bool TryRead(RecordBatch batch, int index, out object? order, out RecordError? error)
    {
        try
        {
            if (_by.TryRead(batch, index, out order, out error) && order is null)
                error = RecordErrors.InvalidAggregateValue(batch, index, "the order", plan.By, "", "a value");
        }
        catch (RecordException e)
        {
            (order, error) = (null, RecordErrors.Unreadable(batch, index, e));
        }

        return error is null;
    }

    private bool IsAhead(object value, object other) => plan.Descending ? ValueOrder.Compare(value, other) > 0 : ValueOrder.Compare(value, other) < 0;

    private void Insert(KeptRow? pushedOut, KeptRow added, RecordBatch batch, int index)
    {
        if (pushedOut is not null)
            Emit(pushedOut.Row, null, RowKinds.Delete, batch.Time(index), batch.Position(index));
        Emit(added.Row, null, RowKinds.Insert, batch.Time(index), batch.Position(index));
    }

    private void Shift(List<KeptRow> rows, int place, KeptRow added, RecordBatch batch, int index)
    {
        var current = added;
        for (; place < rows.Count; place++)
        {
            Emit(rows[place].Row, place + 1, RowKinds.UpdateBefore, batch.Time(index), batch.Position(index));
            Emit(current.Row, place + 1, RowKinds.UpdateAfter, batch.Time(index), batch.Position(index));
            current = rows[place];
        }

        if (place < plan.Count)
            Emit(current.Row, place + 1, RowKinds.Insert, batch.Time(index), batch.Position(index));
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        var rank = 0;
        foreach (var kept in _rows.Value ?? [])
            Emit(kept.Row, plan.WithRank ? ++rank : null, null, kept.Time, default);
        _rows.Clear();
    }

    private void Emit(IRow row, long? rank, string? kind, long time, SourcePosition position) =>
        Emitter.Emit(this, null, rank is null && kind is null ? row : new ChangeRow(row, rank, kind), time, position);
}
