using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>Runs an <see cref="IRowProcess"/> over keyed records. A turn that fails changes nothing: state and timers are taken over when it has returned.</summary>
internal sealed class RowProcessOperator(string name, ProcessPlan plan, JobContext job) : KeyedOperator(job)
{
    private readonly ProcessTurn _turn = new() { IsByClock = plan.Timers == TimeDomain.Processing };
    private ValueState<IRow> _state = null!;

    private KeyedTimers Timers => _turn.IsByClock ? Keyed.ProcessingTimers : Keyed.EventTimers;

    protected override void Open(IKeyedState state)
    {
        _state = state.Value("state", RowSerializer.Instance);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        Keyed.State.CurrentKey = batch.Key(index);
        Begin(batch.Time(index));
        try
        {
            End(plan.Process.Process(batch.Row(index), _turn, Job.Configuration), _turn.IsByClock ? long.MinValue : batch.Time(index), batch.Position(index));
        }
        catch (RecordException e)
        {
            Report(RecordErrors.Failed(batch, index, StreamErrorId.ProcessFailed, e));
        }

        Keyed.State.Release();
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        Begin(time);
        try
        {
            End(plan.Process.OnTimer(_turn, Job.Configuration), _turn.IsByClock ? long.MinValue : time, default);
        }
        catch (RecordException e)
        {
            // No record is at fault: it is told as a result that there is not.
            Emitter.Flush(this);
            Job.ReportResult(RecordErrors.TimerFailed(name, _turn.Key, _turn.Time!.Value, e));
        }
    }

    private void Begin(long time) =>
        _turn.Begin(plan.Key is null ? null : Keyed.State.CurrentKey, Moment(time), plan.Timers is null ? null : Moment(Timers.Now), _state.Value);

    private void End(IReadOnlyList<IRow> rows, long time, SourcePosition position)
    {
        _state.Value = _turn.State;
        foreach (var (at, isSet) in _turn.Timers)
        {
            if (isSet)
                Timers.Register(EpochTime.FromDateTime(at), StateNamespace.None);
            else
                Timers.Delete(EpochTime.FromDateTime(at), StateNamespace.None);
        }

        foreach (var row in rows)
            Emitter.Emit(this, null, row, time, position);
    }

    private static DateTime? Moment(long time) => time == long.MinValue ? null : EpochTime.ToDateTime(time);
}
