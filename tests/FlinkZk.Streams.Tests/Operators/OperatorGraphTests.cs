using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Operators;

public sealed class OperatorGraphTests
{
    private readonly List<string> _out = [];

    public static TheoryData<string, int> Plans()
    {
        var data = new TheoryData<string, int>();
        foreach (var shape in Shapes.Keys)
        {
            for (var seed = 1; seed <= 4; seed++)
                data.Add(shape, seed);
        }

        return data;
    }

    private static Dictionary<string, StreamPlan> Shapes => new(StringComparer.Ordinal)
    {
        ["tumbling"] = Plan(new TumblingWindows(StreamsTesting.Ms(20))),
        ["sliding"] = Plan(new SlidingWindows(StreamsTesting.Ms(20), StreamsTesting.Ms(7))),
        ["session"] = Plan(new SessionWindows(StreamsTesting.Ms(6))),
        ["early results"] = Plan(new TumblingWindows(StreamsTesting.Ms(50))) with { EmitEvery = StreamsTesting.Ms(9) },
        ["early results of sessions"] = Plan(new SessionWindows(StreamsTesting.Ms(6))) with { EmitEvery = StreamsTesting.Ms(9) },
        ["lateness"] = Plan(new TumblingWindows(StreamsTesting.Ms(20))) with { AllowedLateness = StreamsTesting.Ms(15) },
        ["every 5th watermark"] = Plan(new TumblingWindows(StreamsTesting.Ms(20))) with { Watermarks = WatermarkStrategy.ForMonotonousTimestamps().WithEmission(WatermarkEmission.EveryRecords(5)) },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_cut_between_batches_does_not_show(string shape, int seed)
    {
        var rows = Rows(seed, disorder: 15);
        var one = JobRun.Push(Shapes[shape] with { BatchSize = 1 }, rows).Out;
        Assert.NotEmpty(one);
        foreach (var size in new[] { 2, 7, 2048 })
            Assert.Equal(one, JobRun.Push(Shapes[shape] with { BatchSize = size }, rows).Out);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_graph_that_goes_on_in_another_one_between_two_batches_gives_the_same(string shape, int seed)
    {
        // In order: between a restore and the next watermark nothing is late.
        var rows = Rows(seed, disorder: 0);
        var whole = Run(Shapes[shape], rows, int.MaxValue);
        Assert.NotEmpty(whole);
        foreach (var every in new[] { 1, 13 })
            Assert.Equal(whole, Run(Shapes[shape], rows, every));
    }

    [Fact]
    public void A_graph_branches_and_joins_and_each_branch_has_records_of_its_own()
    {
        var job = new JobContext(new StreamOutputs { Record = (row, _) => _out.Add(StreamsTesting.Print(row)) }, ConfigurationSnapshot.Empty);
        var graph = new OperatorGraph()
            .Add("source", new SelectOperator(new Same(), job))
            .Add("large", new FilterOperator(new Large(), job))
            .Add("named", new SelectOperator(new Named(), job))
            .Add("output", new OutputOperator(job))
            .Connect("source", "large")
            .Connect("source", "named")
            .Connect("large", "output")
            .Connect("named", "output");
        graph.Open(OperatorClock.Start);
        var batch = new RecordBatch(2);
        batch.Add(StreamsTesting.Row(("n", 1L)), default);
        batch.Add(StreamsTesting.Row(("n", 9L)), default);
        graph.OpenInput("source").OnBatch(batch);
        graph.Close();
        Assert.Equal(["'1'", "9", "'9'"], _out);
        Assert.Equal(1, job.Filtered);
    }

    [Fact]
    public void What_cannot_be_a_graph_is_refused_by_name()
    {
        var graph = new OperatorGraph().Add("a", new KeyByOperator(null)).Add("b", new KeyByOperator(null));
        Assert.Contains("two operators called 'a'", Assert.Throws<ArgumentException>(() => graph.Add("a", new KeyByOperator(null))).Message, StringComparison.Ordinal);
        Assert.Contains("'a' was added before 'b'", Assert.Throws<ArgumentException>(() => graph.Connect("b", "a")).Message, StringComparison.Ordinal);
        Assert.Contains("no operator 'c'", Assert.Throws<ArgumentException>(() => graph.Connect("a", "c")).Message, StringComparison.Ordinal);
        Assert.Contains("'c'", Assert.Throws<InvalidDataException>(() => graph.Restore([KeyValuePair.Create("c", Array.Empty<byte>())])).Message, StringComparison.Ordinal);
    }

    private static StreamPlan Plan(WindowAssigner window) => new()
    {
        Time = "time",
        Key = "key",
        Window = window,
        Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(StreamsTesting.Ms(4)),
        Aggregates = [.. new[] { "count", "sum value", "first value", "last value", "distinct value", "top 2 value", "collect value", "n=count where value > 4" }.Select(Aggregate.Parse)],
    };

    private static List<IRow> Rows(int seed, int disorder)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(i => (IRow)StreamsTesting.Record(
            (long)i * 2 - (random.Next(3) == 0 ? random.Next(disorder + 1) : 0), ((char)('a' + random.Next(4))).ToString(), random.Next(40) == 0 ? "rubbish" : (long)random.Next(10)))];
    }

    private static List<string> Run(StreamPlan plan, List<IRow> rows, int restoreEvery)
    {
        var lines = new List<string>();
        var outputs = new StreamOutputs
        {
            Result = result => lines.Add(StreamsTesting.Print(result)),
            Late = late => lines.Add($"late {late.Position}"),
            Error = error =>
        {
            lines.Add($"error {error.Id}");
            return ErrorDecision.Continue;
        }
        };
        var (graph, head) = Build();
        for (var i = 0; i < rows.Count; i++)
        {
            var batch = new RecordBatch(1);
            batch.Add(rows[i], new SourcePosition(null, i + 1));
            head.OnBatch(batch);
            if (i % restoreEvery != restoreEvery - 1)
                continue;
            var snapshot = graph.Snapshot();
            (graph, head) = Build();
            graph.Restore(snapshot);
            Assert.Equal(snapshot.SelectMany(state => state.Value), graph.Snapshot().SelectMany(state => state.Value));
        }

        head.OnWatermark(long.MaxValue);
        return lines;

        (OperatorGraph Graph, Channel Head) Build()
        {
            var built = new RunningGraph(StreamGraph.Of(plan), new JobContext(outputs, ConfigurationSnapshot.Empty));
            built.Operators.Open(OperatorClock.Start);
            return (built.Operators, built.Head("source"));
        }
    }

    private sealed class Same : IRowSelector
    {
        public IRow Select(IRow row, ConfigurationSnapshot configuration) => row;
    }

    private sealed class Large : IRowPredicate
    {
        public bool Matches(IRow row, ConfigurationSnapshot configuration) => row.TryGetValue("n", out var n) && (long)n! > 5;
    }

    private sealed class Named : IRowSelector
    {
        public IRow Select(IRow row, ConfigurationSnapshot configuration) => StreamsTesting.Row(("text", row.TryGetValue("n", out var n) ? $"{n}" : null));
    }
}
