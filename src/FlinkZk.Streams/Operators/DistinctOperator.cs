using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// One record of each key. The first one that comes goes on, and no other (<c>ProcTimeDeduplicateKeepFirstRowFunction</c>); or the latest by time, of equal times the one that came last
/// (<c>RowTimeDeduplicateFunction</c>), as a changelog: inserted, then updated. Or nothing goes out before the input has ended, and then what is there.
/// </summary>
internal sealed class DistinctOperator(DistinctPlan plan, JobContext job) : KeyedOperator(job)
{
    private ValueState<KeptRow> _row = null!;

    protected override void Open(IKeyedState state)
    {
        _row = state.Value("row", KeptRow.Serializer);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        var (row, time) = (batch.Row(index), batch.Time(index));
        Keyed.State.CurrentKey = batch.Key(index);
        var isNew = !_row.TryGet(out var kept);
        if (!isNew && (!plan.KeepLast || time < kept.Time))
            return;
        // Of the first one it is enough to know that it was there.
        _row.Value = plan.KeepLast ? new(row, 0L, time) : new(Nothing, 0L, time);
        if (!plan.KeepLast)
            Emitter.Emit(this, null, row, time, batch.Position(index));
        else if (plan.Final)
            Keyed.EventTimers.Register(long.MaxValue, StateNamespace.None);
        else
            Change(isNew ? null : kept.Row, row, batch, index);
    }

    private static Row Nothing { get; } = new(new Schema([]), []);

    private void Change(IRow? before, IRow row, RecordBatch batch, int index)
    {
        if (before is not null)
            Emitter.Emit(this, null, new ChangeRow(before, null, RowKinds.UpdateBefore), batch.Time(index), batch.Position(index));
        Emitter.Emit(this, null, new ChangeRow(row, null, before is null ? RowKinds.Insert : RowKinds.UpdateAfter), batch.Time(index), batch.Position(index));
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        if (_row.TryGet(out var kept))
            Emitter.Emit(this, null, kept.Row, kept.Time, default);
        _row.Clear();
    }
}
