using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Gives each left record the version of the right side that held at its time: of the right records of its key the latest whose time is not after it
/// (<c>TemporalRowTimeJoinOperator</c>; SQL's <c>FOR SYSTEM_TIME AS OF</c>).
/// <para>A left record waits until the watermark has reached its time, because until then a version may still come. Then it goes out with its own time, in the order in which left records
/// came. Versions are kept from the one that holds at the watermark on.</para>
/// </summary>
/// <param name="kind">Inner: a left record without version is dropped; Left: it goes out with null.</param>
/// <param name="join">Makes one record of both.</param>
/// <param name="job">The job.</param>
internal sealed class TemporalJoinOperator(JoinKind kind, Func<IRow, IRow?, IRow> join, JobContext job) : KeyedOperator(job)
{
    private MapState<long, IRow> _versions = null!;

    // By order of arrival, so that those that go out together do so in it.
    private MapState<long, Waiting> _waiting = null!;
    private ValueState<long> _arrivals = null!;

    public override int Inputs => 2;

    protected override void Open(IKeyedState state)
    {
        _versions = state.Map("versions", StateSerializers.Int64, RowSerializer.Instance, Comparer<long>.Default);
        _waiting = state.Map("waiting", StateSerializers.Int64, Waiting.Serializer, Comparer<long>.Default);
        _arrivals = state.Value("arrivals", StateSerializers.Int64);
    }

    protected override void OnRecord(int input, RecordBatch batch, int index)
    {
        var time = batch.Time(index);
        Keyed.State.CurrentKey = batch.Key(index);
        if (input == 0)
        {
            _arrivals.TryGet(out var arrival);
            _waiting.Put(arrival, new(batch.Row(index), time));
            _arrivals.Value = arrival + 1;
        }
        else
        {
            _versions.Put(time, batch.Row(index));
        }

        Keyed.EventTimers.Register(time, StateNamespace.None);
    }

    protected override void OnTimer(TimeDomain domain, long time, StateNamespace at)
    {
        var watermark = Keyed.EventTimers.Now;
        var versions = _versions.Entries;
        foreach (var (arrival, left) in _waiting.Entries.Where(entry => entry.Value.Time <= watermark).ToList())
        {
            var version = versions.LastOrDefault(entry => entry.Key <= left.Time).Value;
            if (version is not null || kind == JoinKind.Left)
                Emitter.Emit(this, null, join(left.Row, version), left.Time, default);
            _waiting.Remove(arrival);
        }

        // Nobody waits for less: the count may begin anew.
        if (_waiting.IsEmpty)
            _arrivals.Clear();
        foreach (var (old, _) in versions.Where(entry => entry.Key <= watermark).SkipLast(1))
            _versions.Remove(old);
    }

    /// <summary>A left record that waits for the watermark.</summary>
    private sealed record Waiting(IRow Row, long Time)
    {
        public static readonly StateSerializer<Waiting> Serializer = new(
            (writer, waiting) =>
            {
                RowSerializer.Instance.Write(writer, waiting.Row);
                writer.Write(waiting.Time);
            },
            reader =>
            {
                var row = RowSerializer.Instance.Read(reader);
                return new(row, reader.ReadInt64());
            });
    }
}
