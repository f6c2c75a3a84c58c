using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Joins records of equal keys whose times lie near each other: left + lower &lt;= right &lt;= left + upper (<c>IntervalJoinOperator</c>).
/// <para>A record meets what the other side holds, in the order of its times, and is kept until none can come that it would join: a left one until its time + upper, a right one until
/// its time - lower, but at least until its own time. A pair has the later time of the two.</para>
/// <para>A record is late when its time is before the watermark; one at the watermark is not, though its partner may be gone already.</para>
/// </summary>
internal sealed class IntervalJoinOperator : KeyedOperator
{
    /// <summary>Side outputs of late records.</summary>
    public const string LateLeft = "late-left", LateRight = "late-right";

    private readonly Func<IRow, IRow, IRow> _join;
    private readonly JoinSide _left;
    private readonly JoinSide _right;

    /// <param name="lower">In milliseconds; the bound itself belongs to the interval.</param>
    /// <param name="upper">In milliseconds; the bound itself belongs to the interval.</param>
    /// <param name="join">Makes one record of a left and a right one.</param>
    /// <param name="job">The job.</param>
    public IntervalJoinOperator(long lower, long upper, Func<IRow, IRow, IRow> join, JobContext job)
        : base(job)
    {
        if (lower > upper)
            throw new ArgumentOutOfRangeException(nameof(lower), lower, $"The lower bound is greater than the upper one, {upper}.");
        _join = join;
        _left = new(LateLeft, From: lower, To: upper, Keep: Math.Max(upper, 0), Cleanup: new(0, 0));
        _right = new(LateRight, From: -upper, To: -lower, Keep: Math.Max(-lower, 0), Cleanup: new(1, 0));
    }

    public override int Inputs => 2;

    protected override void Open(IKeyedState state)
    {
        var rows = StateSerializers.ListOf(RowSerializer.Instance);
        _left.Buffer = state.Map("left-buffer", StateSerializers.Int64, rows, Comparer<long>.Default);
        _right.Buffer = state.Map("right-buffer", StateSerializers.Int64, rows, Comparer<long>.Default);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        if (input == 0)
            Process(batch, index, _left, _right, _join);
        else
            Process(batch, index, _right, _left, (right, left) => _join(left, right));
    }

    private void Process(RecordBatch batch, int index, JoinSide own, JoinSide other, Func<IRow, IRow, IRow> join)
    {
        var (row, time) = (batch.Row(index), batch.Time(index));
        if (time == long.MinValue)
            throw new InvalidOperationException("The record has no timestamp: an interval join needs times.");
        if (time < Keyed.EventTimers.Now)
        {
            Late(batch, index, own.Late);
            return;
        }

        Keyed.State.CurrentKey = batch.Key(index);
        Keep(own, row, time);
        foreach (var (partnerTime, partners) in other.Buffer.Range(time + own.From, time + own.To))
        {
            foreach (var partner in partners)
                Emitter.Emit(this, null, join(row, partner), Math.Max(time, partnerTime), batch.Position(index));
        }
    }

    private void Keep(JoinSide own, IRow row, long time)
    {
        if (!own.Buffer.TryGet(time, out var rows))
            own.Buffer.Put(time, rows = []);
        rows.Add(row);
        // Which record a timer is for lies in its namespace, so that one of each side may stand at the same time.
        Keyed.EventTimers.Register(time + own.Keep, own.Cleanup with { Second = time });
    }

    private void Late(RecordBatch batch, int index, string side)
    {
        if (Side(side) is not null)
        {
            Job.CountLate();
            Emitter.Emit(this, side, batch.Row(index), batch.Time(index), batch.Position(index));
            return;
        }

        Emitter.Flush(this);
        Job.EmitLate(batch.Row(index), batch.Time(index), batch.Key(index), batch.Position(index));
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        Keyed.State.Namespace = StateNamespace.None;
        (at.First == _left.Cleanup.First ? _left : _right).Buffer.Remove(at.Second);
    }

    /// <summary>One input, as the other sees it.</summary>
    /// <param name="Late">Its late output.</param>
    /// <param name="From">The partners of a record lie from its time + this,</param>
    /// <param name="To">to its time + this.</param>
    /// <param name="Keep">How long after its time a record is kept.</param>
    /// <param name="Cleanup">The namespace of its timers.</param>
    private sealed record JoinSide(string Late, long From, long To, long Keep, StateNamespace Cleanup)
    {
        /// <summary>The records by their times.</summary>
        public MapState<long, List<IRow>> Buffer { get; set; } = null!;
    }
}
