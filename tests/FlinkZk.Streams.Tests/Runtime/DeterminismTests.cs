using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Runtime;

/// <summary>Where batches are cut does not show: not in results, not in errors, not in their order.</summary>
public sealed class DeterminismTests
{
    private static readonly int[] BatchSizes = [1, 2, 3, 7, 2048];

    public static TheoryData<string, int, int> Cases()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var window in new[] { "tumbling", "sliding", "session" })
        {
            foreach (var emission in new[] { 1, 5, 64 })
            {
                for (var seed = 1; seed <= 4; seed++)
                    data.Add(window, emission, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_cut_between_batches_does_not_show(string window, int emission, int seed)
    {
        var rows = RandomRows(seed);
        var plan = new StreamPlan
        {
            Time = "time",
            Key = "key",
            Window = Assigner(window),
            AllowedLateness = TimeSpan.FromMilliseconds(seed * 5),
            Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(20)).WithEmission(WatermarkEmission.EveryRecords(emission)),
            Aggregates = [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum value"), Aggregate.Parse("m=max value")],
            Where = new Where((row, _) => !row.TryGetValue("value", out var value) || value is not 13),
        };

        var expected = JobRun.Push(plan with { BatchSize = 1 }, rows);
        Assert.Contains(expected.Out, line => line.StartsWith("late", StringComparison.Ordinal));
        Assert.Contains(expected.Out, line => line.StartsWith("error", StringComparison.Ordinal));
        foreach (var size in BatchSizes)
        {
            var actual = JobRun.Push(plan with { BatchSize = size }, rows);
            Assert.True(expected.Out.SequenceEqual(actual.Out), $"{window}, seed {seed}, emission {emission}, batch {size}");
            Assert.Equal(expected.Job.Summary with { Elapsed = default }, actual.Job.Summary with { Elapsed = default });
        }
    }

    [Fact]
    public void Nor_does_it_show_when_a_file_is_pulled()
    {
        var lines = string.Concat(RandomRows(9).Select(row => $"{Cell(row, "time")},{Cell(row, "key")},{Cell(row, "value")}\n"));
        var plan = new StreamPlan { Time = "time", Key = "key", Window = Assigner("tumbling"), Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(20)) };
        var runs = BatchSizes.Select(size => JobRun.Pull(plan with { BatchSize = size }, new CsvSource([File("time,key,value\n" + lines + "x,\"y\n")], new CsvOptions())).Out).ToList();
        Assert.Contains("error UnparsableRecord test:402", runs[0]);
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    private static string Cell(Row row, string name) => row.TryGetValue(name, out var value) && value is not null ? FormattableString.Invariant($"{value}") : "";

    private static WindowAssigner Assigner(string window) => window switch
    {
        "tumbling" => new TumblingWindows(TimeSpan.FromMilliseconds(50)),
        "sliding" => new SlidingWindows(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(25)),
        _ => new SessionWindows(TimeSpan.FromMilliseconds(15)),
    };

    private static List<Row> RandomRows(int seed)
    {
        var random = new Random(seed);
        var rows = new List<Row>();
        for (var i = 0; i < 400; i++)
        {
            object? time = random.Next(40) == 0 ? null : i * 4L - random.Next(random.Next(30) == 0 ? 400 : 25);
            object? key = random.Next(50) == 0 ? null : $"k{random.Next(5)}";
            rows.Add(Record(time, key, random.Next(20)));
        }

        return rows;
    }
}
