using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Operators;

public sealed class ProcessOperatorTests
{
    [Fact]
    public void What_is_broadcast_holds_for_all_keys_and_survives_a_restore()
    {
        var harness = Harness(() => new Limits());
        Send(harness, 1, "limit", 5);
        harness.SnapshotAndRestore(atSameTime: false);
        Send(harness, 0, "a", 4);
        Send(harness, 0, "b", 6);
        Send(harness, 1, "limit", 3);
        Send(harness, 0, "a", 4);
        Assert.Equal(["'b'|6 ts 6", "'a'|4 ts 4"], harness.Out);
    }

    [Fact]
    public void A_side_output_takes_what_is_put_there_in_order_and_unconnected_ones_drop_it()
    {
        var harness = Harness(() => new OddAside(), "odd");
        harness.Records(0, [.. new long[] { 2, 3, 4, 5 }.Select(n => (StreamsTesting.Row(("key", "a"), ("n", n)) as IRow, (object)"a", n))]);
        Assert.Equal(["'a'|2 ts 2", "odd 'a'|3 ts 3", "'a'|4 ts 4", "odd 'a'|5 ts 5"], harness.Out);
        var alone = Harness(() => new OddAside());
        Send(alone, 0, "a", 3);
        Assert.Empty(alone.Out);
    }

    [Fact]
    public void Aggregating_state_adds_up_and_ends_when_it_is_cleared()
    {
        var harness = Harness(() => new Mean());
        foreach (var n in new long[] { 1, 2, 6, 0, 10 })
        {
            Send(harness, 0, "a", n);
            harness.SnapshotAndRestore(atSameTime: true);
        }

        Assert.Equal(["'a'|1d ts 1", "'a'|1.5d ts 2", "'a'|3d ts 6", "'a'|10d ts 10"], harness.Out);
    }

    [Fact]
    public void What_has_expired_goes_though_nobody_asks_for_it_again()
    {
        var harness = Harness(() => new Remembering());
        for (var key = 0; key < 50; key++)
            Send(harness, 0, $"k{key}", 1);
        harness.OnProcessingTime(5);
        Assert.Equal(150, State(harness).ValueCount);
        harness.OnProcessingTime(20);
        Assert.Equal((0, 0), (State(harness).ValueCount, State(harness).KeyCount));
    }

    [Fact]
    public void Two_states_of_one_name_are_refused() =>
        Assert.Contains("There are two states called 'x'", Assert.Throws<InvalidOperationException>(() => Harness(() => new Twice())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_of_a_state_that_the_operator_has_not_is_refused_by_its_name()
    {
        var writer = new StateWriter();
        var keyed = new KeyedContext((_, _, _) => { }, OperatorClock.Start);
        keyed.State.Value("gone", StateSerializers.Int64);
        keyed.Write(writer);
        var other = new KeyedContext((_, _, _) => { }, OperatorClock.Start);
        Assert.Contains("'gone'", Assert.Throws<InvalidDataException>(() => other.Read(new StateReader(writer.ToArray()))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => new StateReader([1, 0]).ReadInt32());
    }

    private static HeapKeyedState State(OperatorHarness harness) => ((ProcessOperator)harness.Operator).Keyed.State;

    private static OperatorHarness Harness(Func<ProcessFunction> function, params string[] sides) =>
        new(() => new ProcessOperator(function(), new JobContext(new StreamOutputs(), ConfigurationSnapshot.Empty)), null, sides);

    private static void Send(OperatorHarness harness, int input, string key, long number) => harness.Record(input, StreamsTesting.Row(("key", key), ("n", number)), key, number);

    private static object? Get(IRow row, string name) => row.TryGetValue(name, out var value) ? value : null;

    private sealed class Limits : ProcessFunction
    {
        public override int Inputs => 2;

        public override int? BroadcastInput => 1;

        public override void Process(int input, IRow row, ProcessContext context)
        {
            if ((long)Get(row, "n")! > (long)context.Broadcast["limit"]!)
                context.Emit(row);
        }

        public override void ProcessBroadcast(IRow row, BroadcastState state, ProcessContext context) => state.Put((string)Get(row, "key")!, Get(row, "n"));
    }

    private sealed class OddAside : ProcessFunction
    {
        public override void Process(int input, IRow row, ProcessContext context) => context.Emit(row, (long)Get(row, "n")! % 2 == 1 ? "odd" : null);
    }

    private sealed class Mean : ProcessFunction, IAggregateFunction<long, List<long>, double>
    {
        private AggregatingState<long, List<long>, double> _mean = null!;

        public override void Open(IKeyedState state) => _mean = state.Aggregating("mean", StateSerializers.ListOf(StateSerializers.Int64), this);

        public override void Process(int input, IRow row, ProcessContext context)
        {
            if (Get(row, "n") is 0L)
            {
                _mean.Clear();
                return;
            }

            _mean.Add((long)Get(row, "n")!);
            if (_mean.TryGet(out var mean))
                context.Emit(StreamsTesting.Row(("key", context.Key), ("mean", mean)));
        }

        public List<long> CreateAccumulator() => [];

        public void Add(long value, List<long> accumulator) => accumulator.Add(value);

        public void Merge(List<long> accumulator, List<long> other) => accumulator.AddRange(other);

        public double GetResult(List<long> accumulator) => accumulator.Average();
    }

    private sealed class Remembering : ProcessFunction
    {
        private static readonly StateTtl Ttl = new(10);
        private ValueState<string> _value = null!;
        private ListState<long> _list = null!;
        private MapState<long, long> _map = null!;

        public override void Open(IKeyedState state)
        {
            _value = state.Value("value", StateSerializers.Text, Ttl);
            _list = state.List("list", StateSerializers.Int64, Ttl);
            _map = state.Map("map", StateSerializers.Int64, StateSerializers.Int64, Comparer<long>.Default, Ttl);
        }

        public override void Process(int input, IRow row, ProcessContext context)
        {
            _value.Value = "x";
            _list.Add(1);
            _map.Put(1, 1);
        }
    }

    private sealed class Twice : ProcessFunction
    {
        public override void Open(IKeyedState state)
        {
            state.Value("x", StateSerializers.Int64);
            state.List("x", StateSerializers.Int64);
        }

        public override void Process(int input, IRow row, ProcessContext context)
        {
        }
    }
}
