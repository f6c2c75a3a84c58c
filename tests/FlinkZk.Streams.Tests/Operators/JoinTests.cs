using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Operators;

/// <summary>Joins against what their definitions say of all records together; the operator is written and restored after every step.</summary>
public sealed class JoinTests
{
    private readonly List<LateRecord> _late = [];

    public static TheoryData<string, int> WindowJoins()
    {
        var data = new TheoryData<string, int>();
        foreach (var kind in Enum.GetNames<JoinKind>())
        {
            for (var seed = 1; seed <= 6; seed++)
                data.Add(kind, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(WindowJoins))]
    public void A_window_join_pairs_what_lies_in_one_window(string kind, int seed)
    {
        var harness = new OperatorHarness(() => new WindowJoinOperator(new TumblingWindows(StreamsTesting.Ms(10)), Enum.Parse<JoinKind>(kind), 0, Pair, Job()), Text);
        var records = Random(harness, seed);
        harness.OnWatermark(long.MaxValue);

        var expected = records.GroupBy(r => (r.Key, Window: r.Time / 10)).OrderBy(g => g.Key.Window).SelectMany(group =>
        {
            var (left, right) = (group.Where(r => r.Input == 0).Select(r => r.Name).ToList(), group.Where(r => r.Input == 1).Select(r => r.Name).ToList());
            if (left.Count == 0 && kind is "Right" or "Full")
                left = ["-"];
            if (right.Count == 0 && kind is "Left" or "Full")
                right = ["-"];
            return left.SelectMany(l => right.Select(r => $"{l}{r} ts {group.Key.Window * 10 + 9}"));
        });
        Assert.Equal(expected.Order(StringComparer.Ordinal), Results(harness).Order(StringComparer.Ordinal));
        Assert.Empty(_late);
    }

    [Theory]
    [InlineData("Inner", 1)]
    [InlineData("Inner", 2)]
    [InlineData("Inner", 3)]
    [InlineData("Left", 1)]
    [InlineData("Left", 2)]
    [InlineData("Left", 3)]
    public void A_temporal_join_gives_each_record_the_version_that_held_at_its_time(string kind, int seed)
    {
        var harness = new OperatorHarness(() => new TemporalJoinOperator(Enum.Parse<JoinKind>(kind), Pair, Job()), Text);
        var records = Random(harness, seed);
        harness.OnWatermark(long.MaxValue);

        var expected = records.Where(r => r.Input == 0).SelectMany(left =>
        {
            // Of two versions of one time the one that came last holds.
            var version = records.Where(r => r.Input == 1 && r.Key == left.Key && r.Time <= left.Time).OrderBy(r => r.Time).LastOrDefault()?.Name;
            return version is null && kind == "Inner" ? Array.Empty<string>() : [$"{left.Name}{version ?? "-"} ts {left.Time}"];
        });
        Assert.Equal(expected.Order(StringComparer.Ordinal), Results(harness).Order(StringComparer.Ordinal));
        var keyed = ((TemporalJoinOperator)harness.Operator).Keyed;
        Assert.Equal((records.Where(r => r.Input == 1).Select(r => r.Key).Distinct().Count(), 0), (keyed.State.ValueCount, keyed.EventTimers.Count));
    }

    [Fact]
    public void A_temporal_join_waits_for_the_watermark_and_keeps_only_the_versions_that_can_hold()
    {
        var harness = new OperatorHarness(() => new TemporalJoinOperator(JoinKind.Inner, Pair, Job()), Text);
        Send(harness, 1, "v1", "a", 10);
        Send(harness, 0, "x", "a", 25);
        Send(harness, 0, "y", "a", 15);
        harness.OnWatermark(14);
        Assert.Equal(["watermark 14"], harness.Out);
        Send(harness, 1, "v2", "a", 20);
        harness.OnWatermark(25);
        Assert.Equal(["xv2 ts 25", "yv1 ts 15", "watermark 25"], harness.Out.Skip(1));
        Assert.Equal(1, ((TemporalJoinOperator)harness.Operator).Keyed.State.ValueCount);
    }

    [Fact]
    public void A_late_record_of_a_window_join_is_told()
    {
        var harness = new OperatorHarness(() => new WindowJoinOperator(new TumblingWindows(StreamsTesting.Ms(10)), JoinKind.Inner, 0, Pair, Job()), Text);
        harness.OnWatermark(9);
        Send(harness, 1, "r", "a", 5);
        Assert.Equal("a", Assert.Single(_late).Key);
    }

    private JobContext Job() => new(new StreamOutputs { Late = _late.Add }, ConfigurationSnapshot.Empty);

    private static List<Record> Random(OperatorHarness harness, int seed)
    {
        var random = new Random(seed);
        var records = new List<Record>();
        for (var i = 0; i < 120; i++)
        {
            if (random.Next(5) == 0)
                harness.OnWatermark(i - 12);
            var record = new Record(random.Next(2), $"{(char)('A' + i % 26)}{i} ", ((char)('a' + random.Next(3))).ToString(), Math.Max(0, i - random.Next(11)));
            records.Add(record);
            Send(harness, record.Input, record.Name, record.Key, record.Time);
            harness.SnapshotAndRestore(atSameTime: true);
        }

        return records;
    }

    private static void Send(OperatorHarness harness, int input, string name, string key, long time) => harness.Record(input, StreamsTesting.Row(("name", name)), key, time);

    private static IEnumerable<string> Results(OperatorHarness harness) => harness.Out.Where(line => !line.StartsWith("watermark", StringComparison.Ordinal));

    private static Row Pair(IRow? left, IRow? right) => StreamsTesting.Row(("pair", $"{Name(left)}{Name(right)}"));

    private static string Text(IRow row) => (string)((Row)row)[0]!;

    private static string Name(IRow? row) => row is null ? "-" : row.TryGetValue("name", out var name) ? (string)name! : "?";

    private sealed record Record(int Input, string Name, string Key, long Time);
}
