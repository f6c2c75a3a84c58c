using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Graphs;

/// <summary>Jobs of several sources, branches and ends.</summary>
public sealed class StreamGraphTests
{
    private static readonly int[] BatchSizes = [1, 2, 7, 2048];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_union_counts_what_all_its_sources_have_and_the_cut_between_batches_does_not_show(int seed)
    {
        var random = new Random(seed);
        var sources = Enumerable.Range(0, 3).Select(source => ($"s{source}", (IEnumerable<IRow>)Rows(random, random.Next(0, 3000), random.Next(1, 20)))).ToArray();
        var runs = BatchSizes.Select(size => JobRun.Pull(Union(sources.Length), size, sources)).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0].Out, run.Out));

        // In order within each source, so nothing is late whatever the others do.
        var expected = sources.SelectMany(source => source.Item2).Select(row => (Time: (long)Value(row, "time"), Key: (string)Value(row, "key")))
            .GroupBy(record => (Window: record.Time / 50, record.Key)).Select(group => $"{group.Key.Window}{group.Key.Key} {group.Count()}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), runs[0].Out.Select(Short).Order(StringComparer.Ordinal));
        Assert.Equal((0, sources.Sum(source => source.Item2.Count())), (runs[0].Job.Summary.Late, runs[0].Job.Summary.In));

        static string Short(string line)
        {
            var parts = line.Split(' ');
            return $"{TimeSpan.Parse(parts[0].Split('-')[0], null).TotalMilliseconds / 50}{parts[1].Trim('\'')} {parts[3].Split('=')[1]}";
        }
    }

    [Fact]
    public void Sources_go_on_together_in_time_however_their_records_are_spread()
    {
        // A thousand times as many in one: what is open at a time stays small only if the other waits.
        var dense = Enumerable.Range(0, 100_000).Select(i => StreamsTesting.Record((long)i)).ToList<IRow>();
        var sparse = Enumerable.Range(0, 100).Select(i => StreamsTesting.Record(i * 1000L)).ToList<IRow>();
        var order = new List<long>();
        var graph = new StreamGraph()
            .AddSource("dense", new RecordTime("time")).AddSource("sparse", new RecordTime("time"))
            .AddFilter("both", new Note(order), "dense", "sparse").AddOutput("output", "both");
        JobRun.Pull(graph, 2048, ("dense", dense), ("sparse", sparse));
        var (latest, behind) = (long.MinValue, 0L);
        foreach (var time in order)
            (latest, behind) = (Math.Max(latest, time), Math.Max(behind, latest - time));
        // The sparse one is read in turns, too: one of them is 1024 records.
        Assert.InRange(behind, 0, 100_000);
        Assert.True(order.IndexOf(99_000) < 2048, "The sparse source is read in its first turn, and waits then.");
        Assert.Equal(100_100, order.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_comes_of_a_record_on_all_ways_stands_before_what_comes_of_the_next(int seed)
    {
        var rows = Rows(new Random(seed), 500, 5);
        var runs = BatchSizes.Select(size =>
        {
            var graph = new StreamGraph().AddSource("rows", new RecordTime("time"))
                .AddFilter("odd", new Odd(1), "rows").AddFilter("even", new Odd(0), "rows")
                .AddWindow("window", Window(), "rows")
                .AddOutput("output", "odd", "window", "even");
            return JobRun.Pull(graph, size, ("rows", rows));
        }).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0].Out, run.Out));
        Assert.Equal(rows.Count, runs[0].Out.Count(line => !line.Contains("n=", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_error_before_the_ways_part_is_told_once()
    {
        var graph = new StreamGraph().AddSource("rows").AddFilter("judge", new Picky(), "rows")
            .AddFilter("a", new Odd(1), "judge").AddFilter("b", new Odd(0), "judge").AddOutput("output", "a", "b");
        var run = JobRun.Pull(graph, 7, ("rows", [StreamsTesting.Record(1L, "a", 1L), StreamsTesting.Record(2L, "bad", 2L), StreamsTesting.Record(3L, "a", 3L), StreamsTesting.Record(4L, "drop", 4L)]));
        Assert.Equal(["1|'a'|1 r0", "error FilterFailed rows:2", "3|'a'|3 r0"], run.Out);
        // Of those that two filters judge each leaves one out.
        Assert.Equal((1, 3), (run.Job.Summary.Skipped, run.Job.Summary.Filtered));
    }

    [Fact]
    public void Late_records_take_a_way_of_their_own_where_somebody_takes_them()
    {
        var graph = new StreamGraph().AddSource("rows", new RecordTime("time")).AddWindow("window", Window(), "rows").AddOutput("output", "window", "window.late");
        var run = JobRun.Pull(graph, 2048, ("rows", [StreamsTesting.Record(10L, "a"), StreamsTesting.Record(500L, "a"), StreamsTesting.Record(20L, "b"), StreamsTesting.Record(510L, "a")]));
        Assert.Equal(["00:00:00.000-00:00:00.050 'a' r0 n=1", "20|'b'|null r0", "00:00:00.500-00:00:00.550 'a' r0 n=2"], run.Out);
        Assert.Equal(1, run.Job.Summary.Late);
    }

    [Fact]
    public void Pushed_records_and_those_of_other_sources_take_turns_by_their_times()
    {
        var graph = new StreamGraph().AddSource("pushed", new RecordTime("time")).AddSource("file", new RecordTime("time")).AddWindow("window", Window(), "pushed", "file").AddOutput("output", "window");
        var run = new JobRun(graph);
        run.Job.Begin(new Dictionary<string, Streams.Connectors.RecordSource> { ["file"] = new RowSource(Enumerable.Range(0, 4).Select(i => StreamsTesting.Record(i * 60L, "a"))) }, TestContext.Current.CancellationToken);
        run.Job.Push(StreamsTesting.Record(10L, "a"));
        Assert.Empty(run.Out);
        run.Job.Push(StreamsTesting.Record(70L, "a"));
        // The file has ended by then, and holds nothing back.
        Assert.Equal(["00:00:00.000-00:00:00.050 'a' r0 n=2"], run.Out);
        run.Job.Complete();
        Assert.Equal(["00:00:00.000-00:00:00.050 'a' r0 n=2", "00:00:00.050-00:00:00.100 'a' r0 n=2", "00:00:00.100-00:00:00.150 'a' r0 n=1", "00:00:00.150-00:00:00.200 'a' r0 n=1"], run.Out);
    }

    [Fact]
    public void A_source_of_whose_records_each_key_is_another_property_keeps_both_as_they_are_written()
    {
        var plan = new StreamGraph().AddSource("file", new RecordTime("time"))
            .AddWindow("a", Window() with { Key = "x" }, "file").AddWindow("b", Window() with { Key = "y" }, "file").AddOutput("output", "a", "b");
        var run = new JobRun(plan);
        using var source = new Streams.Connectors.CsvSource([StreamsTesting.File("time,x,y\n1,1.10,007\n2,1.1,7\n")], new());
        run.Job.Run(source, TestContext.Current.CancellationToken);
        Assert.Equal(["'007'", "'1.1'", "'1.10'", "'7'"], run.Out.Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_cannot_be_a_graph_is_refused_in_words()
    {
        var graph = new StreamGraph().AddSource("a");
        Assert.Contains("two steps called 'a'", Refused(() => graph.AddSource("a")), StringComparison.Ordinal);
        Assert.Contains("no step before it is called so", Refused(() => graph.AddFilter("f", new Odd(0), "b")), StringComparison.Ordinal);
        Assert.Contains("no side output 'late'", Refused(() => graph.AddFilter("f", new Odd(0), "a.late")), StringComparison.Ordinal);
        Assert.Contains("takes its records from nowhere", Refused(() => graph.AddFilter("f", new Odd(0))), StringComparison.Ordinal);
        Assert.Contains("those of 'a' have none", Refused(() => graph.AddWindow("w", Window(), "a")), StringComparison.Ordinal);
        Assert.Contains("cannot be the name", Refused(() => graph.AddSource("a.b")), StringComparison.Ordinal);
        Assert.Contains("has no source", Refused(() => new StreamJob(new StreamGraph(), new StreamOutputs())), StringComparison.Ordinal);
    }

    private static string Refused(Func<object> make)
    {
        var refused = Assert.Throws<StreamException>(make);
        Assert.Equal(StreamErrorId.InvalidPlan, refused.Id);
        return refused.Message;
    }

    private static StreamGraph Union(int sources)
    {
        var graph = new StreamGraph();
        var names = Enumerable.Range(0, sources).Select(source => $"s{source}").ToArray();
        foreach (var name in names)
            graph.AddSource(name, new RecordTime("time"));
        return graph.AddWindow("window", Window(), names).AddOutput("output", "window");
    }

    private static WindowPlan Window() => new(new TumblingWindows(StreamsTesting.Ms(50))) { Key = "key", Aggregates = [Aggregate.Parse("n=count")] };

    private static List<IRow> Rows(Random random, int count, int step)
    {
        var time = 0L;
        return [.. Enumerable.Range(0, count).Select(i => (IRow)StreamsTesting.Record(time += random.Next(step), ((char)('a' + random.Next(3))).ToString(), (long)i))];
    }

    private static object Value(IRow row, string name) => row.TryGetValue(name, out var value) ? value! : throw new InvalidOperationException();

    private sealed class Odd(int rest) : IRowPredicate
    {
        public bool Matches(IRow row, ConfigurationSnapshot configuration) => (long)Value(row, "value") % 2 == rest;
    }

    private sealed class Picky : IRowPredicate
    {
        public bool Matches(IRow row, ConfigurationSnapshot configuration) => Value(row, "key") switch
        {
            "bad" => throw new RecordException("bad"),
            "drop" => false,
            _ => true,
        };
    }

    private sealed class Note(List<long> times) : IRowPredicate
    {
        public bool Matches(IRow row, ConfigurationSnapshot configuration)
        {
            times.Add((long)Value(row, "time"));
            return false;
        }
    }
}
