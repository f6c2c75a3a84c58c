using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Tests.Operators;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;
using static FlinkZk.Streams.Tests.StreamsTesting;

namespace FlinkZk.Streams.Tests.Windows;

/// <summary>The fast windows beside the rule: the same results, late records and errors in the same order, and each goes on from what the other has written.</summary>
public sealed class FastWindowTests
{
    private static readonly string[] Shapes = ["tumbling", "offset", "sliding", "uneven", "gaps"];

    private static readonly int[] BatchSizes = [1, 2, 7, 2048];

    public static TheoryData<string, int, int> Cases()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var shape in Shapes)
        {
            foreach (var lateness in new[] { 0, 13, 200 })
            {
                for (var seed = 1; seed <= 12; seed++)
                    data.Add(shape, lateness, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Give_what_the_rule_gives(string shape, int lateness, int seed)
    {
        var random = new Random(seed);
        var rows = RandomRows(random);
        var plan = Plan(shape, lateness, random);
        var expected = JobRun.Push(plan with { ByRule = true, BatchSize = 1 }, rows);
        Assert.Contains(expected.Out, line => line.Contains("n=", StringComparison.Ordinal));
        foreach (var size in BatchSizes)
        {
            var actual = JobRun.Push(plan with { BatchSize = size }, rows);
            AssertSame(expected.Out, actual.Out, $"{shape}, lateness {lateness}, seed {seed}, batch {size}");
            Assert.Equal(expected.Job.Summary with { Elapsed = default }, actual.Job.Summary with { Elapsed = default });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Go_on_from_a_snapshot_of_the_rule_and_it_from_theirs(string shape, int lateness, int seed)
    {
        var random = new Random(seed);
        var plan = Plan(shape, lateness, random);
        // Which of the two works: the one under test changes with each snapshot, the other is always the rule.
        var fast = true;
        var expected = new OperatorHarness(() => new WindowAggregateOperator("window", plan.Windows!, Context()), Print);
        var actual = new OperatorHarness(() => fast ? new FastWindowOperator("window", plan.Windows!, Context()) : new WindowAggregateOperator("window", plan.Windows!, Context()), Print);
        var rows = RandomRows(random).Where(row => row.TryGetValue("time", out var time) && time is long && row.TryGetValue("key", out var key) && key is string or long).ToList();
        var watermark = long.MinValue;
        for (var i = 0; i < rows.Count;)
        {
            var records = rows.Skip(i).Take(1 + random.Next(6)).Select(row => ((IRow)row, Value(row, "key"), (long)Value(row, "time"))).ToArray();
            i += records.Length;
            foreach (var harness in new[] { expected, actual })
                harness.Records(0, records);
            if (random.Next(3) == 0)
            {
                watermark = Math.Max(watermark, records[^1].Item3 - random.Next(30));
                expected.OnWatermark(watermark);
                actual.OnWatermark(watermark);
            }

            if (random.Next(5) == 0)
            {
                // Both are written at the same place, so that what a snapshot forgets, the order of first records among the keys, is forgotten by both.
                var atSameTime = random.Next(4) > 0;
                fast = random.Next(2) == 0;
                expected.SnapshotAndRestore(atSameTime);
                actual.SnapshotAndRestore(atSameTime, compare: false);
            }
        }

        expected.OnWatermark(long.MaxValue);
        actual.OnWatermark(long.MaxValue);
        AssertSame(Sorted(expected.Out), Sorted(actual.Out), $"{shape}, lateness {lateness}, seed {seed}");
    }

    [Fact]
    public void Are_chosen_where_the_rule_is_not_needed()
    {
        var plan = new StreamPlan { Time = "t", Window = new TumblingWindows(TimeSpan.FromSeconds(1)) };
        Assert.Null(WindowPath.WhyByRule(plan.Windows!));
        Assert.Null(WindowPath.WhyByRule((plan with { Window = new SlidingWindows(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)), AllowedLateness = TimeSpan.FromDays(1) }).Windows!));
        Assert.Equal("sessions merge", WindowPath.WhyByRule((plan with { Window = new SessionWindows(TimeSpan.FromSeconds(1)) }).Windows!));
        Assert.Equal("windows give early results", WindowPath.WhyByRule((plan with { EmitEvery = TimeSpan.FromSeconds(1) }).Windows!));
        Assert.Equal("windows do not lie fast in event time", WindowPath.WhyByRule((plan with { Window = new TumblingWindows(TimeSpan.FromSeconds(1), default, TimeDomain.Processing) }).Windows!));
        Assert.Equal("windows do not lie fast in event time", WindowPath.WhyByRule((plan with { Window = new GlobalWindows() }).Windows!));
        Assert.Equal("it was asked for", WindowPath.WhyByRule((plan with { ByRule = true }).Windows!));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Hold_many_keys_in_order(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 30_000).Select(i => Record(i, seed % 2 == 0 ? random.Next(9_000) - 4_500L : $"κ{random.Next(9_000)}", i)).ToList();
        var plan = new StreamPlan { Time = "time", Key = "key", Window = new TumblingWindows(TimeSpan.FromMilliseconds(10_000)), Aggregates = [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum value")] };
        AssertSame(JobRun.Push(plan with { ByRule = true }, rows).Out, JobRun.Push(plan, rows).Out, $"seed {seed}");
    }

    private static JobContext Context() => new(new StreamOutputs(), new(0, new Dictionary<string, object?>()));

    private static object Value(Row row, string name) => row.TryGetValue(name, out var value) ? value! : throw new InvalidOperationException();

    // After a snapshot the order of keys in a group is that of their timers, which differs between the two only among records of one step.
    private static List<string> Sorted(List<string> lines) => [.. lines.Where(line => !line.StartsWith("watermark", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static StreamPlan Plan(string shape, int lateness, Random random) => new()
    {
        Time = "time",
        Key = random.Next(8) == 0 ? null : "key",
        Window = Assigner(shape),
        AllowedLateness = TimeSpan.FromMilliseconds(lateness),
        Watermarks = WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromMilliseconds(random.Next(30))).WithEmission(WatermarkEmission.EveryRecords(1 + random.Next(6))),
        Aggregates =
        [
            Aggregate.Parse("n=count"), Aggregate.Parse("v=count value"), Aggregate.Parse("s=sum value"), Aggregate.Parse("m=max value"), Aggregate.Parse("a=avg value"),
            Aggregate.Parse("f=first value"), Aggregate.Parse("big=count where value > 10"), Aggregate.Parse("d=distinct value"),
        ],
        Where = random.Next(2) == 0 ? new Runtime.Where((row, _) => !row.TryGetValue("value", out var value) || value is not 13) : null,
    };

    private static WindowAssigner Assigner(string shape) => shape switch
    {
        "tumbling" => new TumblingWindows(TimeSpan.FromMilliseconds(50)),
        "offset" => new TumblingWindows(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(-17)),
        "sliding" => new SlidingWindows(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(20)),
        "uneven" => new SlidingWindows(TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(3)),
        _ => new SlidingWindows(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)),
    };

    private static List<Row> RandomRows(Random random)
    {
        var rows = new List<Row>();
        var kind = random.Next(3);
        for (var i = 0; i < 400; i++)
        {
            object? time = random.Next(40) == 0 ? null : i * 4L - 300 - random.Next(random.Next(30) == 0 ? 400 : 25);
            var number = random.Next(8);
            object? key = random.Next(50) == 0 ? null : kind switch { 0 => $"k{number}", 1 => (long)number, _ => number % 3 == 0 ? $"k{number}" : number % 3 == 1 ? (long)number : 0.5 + number };
            object? value = random.Next(30) switch
            {
                0 => null,
                1 => random.Next(6) == 0 ? decimal.MaxValue - 3 : 1.50m,
                2 => 2.25,
                3 => "x",
                4 => "12",
                5 => long.MaxValue - 5,
                _ => (long)random.Next(20),
            };
            rows.Add(Record(time, key, value));
        }

        return rows;
    }

    private static string Print(IRow row) => StreamsTesting.Print((WindowResult)row);
}
