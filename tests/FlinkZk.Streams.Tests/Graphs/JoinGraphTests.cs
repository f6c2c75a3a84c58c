using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Graphs;

/// <summary>Joins of several sources against what their definitions say of all records together, however sources and batches are cut.</summary>
public sealed class JoinGraphTests
{
    private static readonly int[] BatchSizes = [1, 2, 7, 2048];

    private static readonly JoinPlan Keyed = new() { Left = ["l1", "l2"], Right = ["r"], LeftKey = "key", RightKey = "key" };

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_join_by_an_interval_finds_all_pairs(int seed)
    {
        var (left, right) = Records(seed);
        var expected = from l in left from r in right where l.Key == r.Key && r.Time >= l.Time - 20 && r.Time <= l.Time + 5 select Pair(l, r);
        Check(seed, graph => graph.AddIntervalJoin("join", Keyed, StreamsTesting.Ms(-20), StreamsTesting.Ms(5)), expected);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_join_by_windows_finds_all_pairs_and_those_without_partner(int seed)
    {
        var (left, right) = Records(seed);
        var windows = left.Concat(right).Select(record => (Window: record.Time / 15, record.Key)).Distinct();
        var expected = windows.SelectMany(at =>
        {
            var (l, r) = (left.Where(record => (record.Time / 15, record.Key) == at).DefaultIfEmpty(), right.Where(record => (record.Time / 15, record.Key) == at).DefaultIfEmpty());
            return l.SelectMany(a => r.Select(b => Pair(a, b)));
        });
        Check(seed, graph => graph.AddWindowJoin("join", Keyed with { Kind = JoinKind.Full }, new TumblingWindows(StreamsTesting.Ms(15))), expected);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_join_as_of_a_time_finds_the_version_that_held(int seed)
    {
        var (left, right) = Records(seed);
        var expected = left.Select(l => Pair(l, right.Where(r => r.Key == l.Key && r.Time <= l.Time).MaxBy(r => (r.Time, r.Number))));
        Check(seed, graph => graph.AddTemporalJoin("join", Keyed with { Kind = JoinKind.Left }), expected);
    }

    [Fact]
    public void Properties_of_both_sides_are_there_and_the_key_is_there_once()
    {
        var graph = new StreamGraph().AddSource("l", new RecordTime("at")).AddSource("r", new RecordTime("at"))
            .AddIntervalJoin("join", new JoinPlan { Left = ["l"], Right = ["r"], LeftKey = "id", RightKey = "ID", Prefix = "Other" }, default, StreamsTesting.Ms(10)).AddOutput("output", "join");
        var row = default(IRow);
        var run = new Streams.Jobs.StreamJob(graph, new StreamOutputs { Record = (joined, _) => row = joined });
        run.Run(new Dictionary<string, Streams.Connectors.RecordSource>
        {
            // Text is a key by what it stands for.
            ["l"] = new RowSource([StreamsTesting.Row(("at", 1L), ("id", "7"), ("amount", 3L))]),
            ["r"] = new RowSource([StreamsTesting.Row(("at", 2L), ("ID", 7L), ("Amount", 4L), ("rate", 5L))]),
        }, TestContext.Current.CancellationToken);
        Assert.Equal(["at", "id", "amount", "Otherat", "OtherAmount", "rate"], row!.Names);
        Assert.Equal("1|'7'|3|2|4|5", StreamsTesting.Print(row));
    }

    [Fact]
    public void A_record_without_partner_has_null_for_all_that_the_other_side_could_have()
    {
        var row = new RowJoin("id", "Other").Join(StreamsTesting.Row(("id", 1L)), null);
        Assert.True(row.TryGetValue("rate", out var rate));
        Assert.Null(rate);
    }

    [Fact]
    public void What_contradicts_itself_is_refused()
    {
        var graph = new StreamGraph().AddSource("l1", new RecordTime("at")).AddSource("l2", new RecordTime("at")).AddSource("r", new RecordTime("at")).AddSource("timeless");
        Assert.Contains("ends before", Refused(() => graph.AddIntervalJoin("j", Keyed, StreamsTesting.Ms(5), StreamsTesting.Ms(4))), StringComparison.Ordinal);
        Assert.Contains("one side only", Refused(() => graph.AddTemporalJoin("j", Keyed with { RightKey = null })), StringComparison.Ordinal);
        Assert.Contains("is Inner or Left", Refused(() => graph.AddTemporalJoin("j", Keyed with { Kind = JoinKind.Full })), StringComparison.Ordinal);
        Assert.Contains("those of 'timeless' have none", Refused(() => graph.AddTemporalJoin("j", Keyed with { Right = ["timeless"] })), StringComparison.Ordinal);
    }

    private static string Refused(Func<object> make) => Assert.Throws<StreamException>(make).Message;

    private static void Check(int seed, Action<StreamGraph> join, IEnumerable<string> expected)
    {
        var (left, right) = Records(seed);
        var runs = BatchSizes.Select(size =>
        {
            var graph = new StreamGraph().AddSource("l1", new RecordTime("time")).AddSource("l2", new RecordTime("time")).AddSource("r", new RecordTime("time"));
            join(graph);
            graph.AddSelect("name", new PairOf(), "join").AddOutput("output", "name");
            return JobRun.Pull(graph, size, ("l1", Rows(left.Where(record => record.Source == 0))), ("l2", Rows(left.Where(record => record.Source == 1))), ("r", Rows(right)));
        }).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0].Out, run.Out));
        Assert.Equal(expected.Order(StringComparer.Ordinal), runs[0].Out.Select(line => line.Split('\'')[1]).Order(StringComparer.Ordinal));
        Assert.NotEmpty(runs[0].Out);
        Assert.Equal(0, runs[0].Job.Summary.Late);
    }

    // In order within each source, so nothing is late; in bursts, and more of one than of another, so turns alternate.
    private static (List<Record> Left, List<Record> Right) Records(int seed)
    {
        var random = new Random(seed);
        var all = new List<Record>();
        var times = new long[3];
        var speeds = new[] { random.Next(1, 4), random.Next(1, 12), random.Next(1, 8) };
        for (var i = 0; i < 3000; i++)
        {
            var source = random.Next(3);
            all.Add(new(source, times[source] += random.Next(50) == 0 ? random.Next(300) : random.Next(speeds[source]), random.Next(4), i));
        }

        return (all.Where(record => record.Source < 2).ToList(), all.Where(record => record.Source == 2).ToList());
    }

    private static IEnumerable<IRow> Rows(IEnumerable<Record> records) => records.Select(record => StreamsTesting.Record(record.Time, (long)record.Key, (long)record.Number));

    private static string Pair(Record? left, Record? right) => $"{left?.Number}-{right?.Number}";

    private sealed record Record(int Source, long Time, int Key, int Number);

    private sealed class PairOf : IRowSelector
    {
        public IRow Select(IRow row, Streams.Configuration.ConfigurationSnapshot configuration)
        {
            row.TryGetValue("value", out var left);
            row.TryGetValue("Rightvalue", out var right);
            return StreamsTesting.Row(("pair", $"{left}-{right}"));
        }
    }
}
