using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Joins the records of two inputs that have equal keys and lie in one window (<c>JoinedStreams</c>): each left one with each right one, when the window fires, in the order in which they
/// came. A pair has the window's last moment as its time.
/// </summary>
internal sealed class WindowJoinOperator : RecordOperator, IWindowOutput<SidedRow, WindowSides>
{
    /// <summary>The side output of late records.</summary>
    public const string LateSide = "late";

    private static readonly IRow?[] Nobody = [null];

    private readonly WindowAssigner _assigner;
    private readonly JoinKind _kind;
    private readonly long _allowedLateness;
    private readonly Func<IRow?, IRow?, IRow> _join;
    private WindowOperator<SidedRow, WindowSides, WindowSides> _windows = null!;
    private RecordBatch _batch = null!;
    private int _index;

    /// <param name="assigner">The windows, of event time.</param>
    /// <param name="kind">Whether records without partner come out, with null in its place.</param>
    /// <param name="allowedLateness">In milliseconds.</param>
    /// <param name="join">Makes one record of a left and a right one.</param>
    /// <param name="job">The job.</param>
    public WindowJoinOperator(WindowAssigner assigner, JoinKind kind, long allowedLateness, Func<IRow?, IRow?, IRow> join, JobContext job)
        : base(job) =>
        (_assigner, _kind, _allowedLateness, _join) = (assigner, kind, allowedLateness, join);

    /// <summary>Sees each record that comes, and whether it is a left one: one without partner is to have the properties of the other side.</summary>
    public Action<IRow, bool>? See { get; init; }

    public override int Inputs => 2;

    public override void Open(OperatorClock clock) => _windows = new(
        _assigner, new EventTimeTrigger(), new AggregatedContents<SidedRow, WindowSides, WindowSides>(new SidesFunction(), WindowSides.Serializer), _allowedLateness, this, clock);

    public override void OnWatermark(long watermark)
    {
        _windows.ProcessWatermark(watermark);
        Emitter.Flush(this);
        base.OnWatermark(watermark);
    }

    public override void Snapshot(StateWriter writer) => _windows.Keyed.Write(writer);

    public override void Restore(StateReader reader) => _windows.Keyed.Read(reader);

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        (_batch, _index) = (batch, index);
        See?.Invoke(batch.Row(index), input == 0);
        _windows.ProcessElement(batch.Key(index), new(batch.Row(index), input == 0), batch.Time(index));
    }

    void IWindowOutput<SidedRow, WindowSides>.OnResult(object key, TimeWindow window, WindowSides sides)
    {
        IReadOnlyList<IRow?> left = sides.Left.Count == 0 && _kind is JoinKind.Right or JoinKind.Full ? Nobody : sides.Left;
        IReadOnlyList<IRow?> right = sides.Right.Count == 0 && _kind is JoinKind.Left or JoinKind.Full ? Nobody : sides.Right;
        foreach (var l in left)
        {
            foreach (var r in right)
                Emitter.Emit(this, null, _join(l, r), window.MaxTimestamp, default);
        }
    }

    void IWindowOutput<SidedRow, WindowSides>.OnLate(object key, SidedRow value, long timestamp)
    {
        if (Side(LateSide) is not null)
        {
            Job.CountLate();
            Emitter.Emit(this, LateSide, value.Row, timestamp, _batch.Position(_index));
            return;
        }

        Emitter.Flush(this);
        Job.EmitLate(value.Row, timestamp, key, _batch.Position(_index));
    }

    private sealed class SidesFunction : IAggregateFunction<SidedRow, WindowSides, WindowSides>
    {
        public WindowSides CreateAccumulator() => new([], []);

        public void Add(SidedRow value, WindowSides accumulator) => (value.IsLeft ? accumulator.Left : accumulator.Right).Add(value.Row);

        public void Merge(WindowSides accumulator, WindowSides other)
        {
            accumulator.Left.AddRange(other.Left);
            accumulator.Right.AddRange(other.Right);
        }

        public WindowSides GetResult(WindowSides accumulator) => accumulator;
    }
}
