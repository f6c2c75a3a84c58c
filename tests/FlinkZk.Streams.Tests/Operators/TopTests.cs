using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Tests.Operators;

/// <summary>Top-n and deduplication: a changelog that is applied is, after each record, what a sort of all records so far gives.</summary>
public sealed class TopTests
{
    public static TheoryData<int, bool> Cases()
    {
        var data = new TheoryData<int, bool>();
        for (var seed = 1; seed <= 6; seed++)
        {
            data.Add(seed, true);
            data.Add(seed, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_changes_of_a_top_n_make_what_a_sort_makes(int seed, bool withRank)
    {
        var plan = new TopPlan("value", 3) { Key = "key", Descending = seed % 2 == 0, WithRank = withRank };
        var seen = new List<Row>();
        var table = new Table(withRank);
        var job = Job(graph => graph.AddTop("top", plan, "rows"), table.Apply);
        foreach (var row in Rows(seed))
        {
            job.Push(row);
            job.Flush();
            seen.Add(row);
            Assert.Equal(Expected(seen, plan, withRank), table.Lines);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_there_at_the_end_comes_once_where_only_that_is_wanted(int seed, bool withRank)
    {
        var rows = Rows(seed);
        var plan = new TopPlan("value", 3) { Key = "key", Descending = true, WithRank = withRank, Final = true };
        var lines = new List<string>();
        var job = Job(graph => graph.AddTop("top", plan, "rows"), row => lines.Add(withRank ? Ranked(row) : Plain(row)));
        rows.ForEach(row => job.Push(row));
        Assert.Empty(lines);
        job.Complete();
        Assert.Equal(Expected(rows, plan, withRank), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rank_that_changes_is_told_as_Flink_tells_it()
    {
        var lines = new List<string>();
        var job = Job(graph => graph.AddTop("top", new TopPlan("value", 2) { Descending = true, WithRank = true }, "rows"), row => lines.Add($"{Get(row, "RowKind")} {Get(row, "value")} {Get(row, "Rank")}"));
        foreach (var value in new[] { 5, 7, 7, 1, 9 })
            job.Push(StreamsTesting.Record(1L, "a", (long)value));
        job.Complete();
        Assert.Equal(
            [
                "INSERT 5 1", "UPDATE_BEFORE 5 1", "UPDATE_AFTER 7 1", "INSERT 5 2", "UPDATE_BEFORE 5 2", "UPDATE_AFTER 7 2",
                "UPDATE_BEFORE 7 1", "UPDATE_AFTER 9 1", "UPDATE_BEFORE 7 2", "UPDATE_AFTER 7 2",
            ], lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_each_key_the_first_that_came_goes_on_or_the_latest_by_time(int seed)
    {
        var rows = Rows(seed);
        var first = new List<string>();
        var job = Job(graph => graph.AddDistinct("distinct", new DistinctPlan("key"), "rows"), row => first.Add(Plain(row)));
        rows.ForEach(row => job.Push(row));
        job.Complete();
        Assert.Equal(rows.DistinctBy(row => Get(row, "key")).Select(Plain), first);

        var table = new Table(withRank: false);
        var last = Job(graph => graph.AddDistinct("distinct", new DistinctPlan("key") { KeepLast = true }, "rows"), table.Apply);
        var final = new List<string>();
        var end = Job(graph => graph.AddDistinct("distinct", new DistinctPlan("key") { KeepLast = true, Final = true }, "rows"), row => final.Add(Plain(row)));
        rows.ForEach(row => last.Push(row));
        rows.ForEach(row => end.Push(row));
        last.Complete();
        end.Complete();
        var expected = rows.GroupBy(row => Get(row, "key")).Select(group => Plain(group.Select((row, i) => (row, i)).MaxBy(item => ((long)Get(item.row, "time")!, item.i)).row)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, table.Lines);
        Assert.Equal(expected, final.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_without_order_is_the_error_of_its_record()
    {
        var errors = new List<RecordError>();
        var job = new Streams.Jobs.StreamJob(new StreamGraph().AddSource("rows").AddTop("top", new TopPlan("value", 2), "rows").AddOutput("output", "top"), new StreamOutputs
        {
            Error = error =>
            {
                errors.Add(error);
                return ErrorDecision.Continue;
            },
        });
        job.Push(StreamsTesting.Record(1L, "a", 1L));
        job.Push(StreamsTesting.Record(1L, "a", null));
        job.Push(StreamsTesting.Record(1L, "a", "text"));
        job.Push(StreamsTesting.Record(1L, "a", 2L));
        Assert.Equal((2L, 2L), (job.Complete().Out, job.Summary.Skipped));
        Assert.All(errors, error => Assert.Equal(StreamErrorId.InvalidAggregateValue, error.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_go_on_in_another_operator_after_each_record(bool top)
    {
        var job = new JobContext(new StreamOutputs(), Streams.Configuration.ConfigurationSnapshot.Empty);
        var whole = new OperatorHarness(Make);
        var restored = new OperatorHarness(Make);
        foreach (var row in Rows(4).Take(120))
        {
            whole.Record(0, row, Get(row, "key")!, (long)Get(row, "time")!);
            restored.Record(0, row, Get(row, "key")!, (long)Get(row, "time")!);
            restored.SnapshotAndRestore(atSameTime: true);
        }

        Assert.NotEmpty(whole.Out);
        Assert.Equal(whole.Out, restored.Out);

        Operator Make() => top ? new TopOperator(new TopPlan("value", 3) { WithRank = true }, job) : new DistinctOperator(new DistinctPlan("key") { KeepLast = true }, job);
    }

    private static Streams.Jobs.StreamJob Job(Action<StreamGraph> add, Action<IRow> take)
    {
        var graph = new StreamGraph().AddSource("rows", new RecordTime("time"));
        add(graph);
        return new(graph.AddOutput("output", graph.Nodes[^1].Name), new StreamOutputs { Record = (row, _) => take(row) });
    }

    private static List<Row> Rows(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(i => StreamsTesting.Record((long)random.Next(200), $"k{random.Next(5)}", (long)random.Next(20)))];
    }

    private static List<string> Expected(List<Row> rows, TopPlan plan, bool withRank) =>
    [
        .. rows.GroupBy(row => Get(row, "key")).SelectMany(group =>
            // A stable sort: of equal ones the earlier is ahead.
            (plan.Descending ? group.OrderByDescending(row => (long)Get(row, "value")!) : group.OrderBy(row => (long)Get(row, "value")!)).Take(plan.Count)
                .Select((row, i) => withRank ? $"{i + 1} {Plain(row)}" : Plain(row))).Order(StringComparer.Ordinal),
    ];

    private static object? Get(IRow row, string name) => row.TryGetValue(name, out var value) ? value : null;

    private static string Plain(IRow row) => $"{Get(row, "key")} {Get(row, "value")} {Get(row, "time")}";

    private static string Ranked(IRow row) => $"{Get(row, "Rank")} {Plain(row)}";

    private sealed class Table(bool withRank)
    {
        private readonly List<string> _lines = [];

        public IEnumerable<string> Lines => _lines.Order(StringComparer.Ordinal);

        public void Apply(IRow row)
        {
            var line = withRank ? Ranked(row) : Plain(row);
            if (Get(row, "RowKind") is RowKinds.Insert or RowKinds.UpdateAfter)
                _lines.Add(line);
            else
                Assert.True(_lines.Remove(line), line);
        }
    }
}
