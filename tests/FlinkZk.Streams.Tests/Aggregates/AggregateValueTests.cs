using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Jobs;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Aggregates;

public sealed class AggregateValueTests
{
    public static TheoryData<string, object?[], object?> Values => new()
    {
        { "count", [1, null, "x"], 3L },
        { "count value", [1, null, "x"], 2L },
        { "sum value", [1, (byte)2, 3L, null], 6L },
        { "sum value", [1, 2.5m], 3.5m },
        { "sum value", [1, 2.5m, 0.25], 3.75 },
        { "sum value", [0.5f, 1], 1.5 },
        { "sum value", [null, null], null },
        { "avg value", [1, 2], 1.5 },
        { "avg value", [null, 2], 2.0 },
        { "avg value", [null], null },
        { "min value", [3, 1, 2], 1L },
        { "max value", [3, 1.5, 2m], 3L },
        { "min value", [1.0, double.NaN], 1.0 },
        { "max value", [1.0, double.NaN, 2], double.NaN },
        // Ordinal: capitals come first, and no culture has a say.
        { "min value", ["b", "a", "B"], "B" },
        { "max value", ["a", "ä", "Z"], "ä" },
        { "max value", [false, true], true },
        { "min value", [null], null },
        { "first value", [null, "b", 2], "b" },
        { "last value", ["b", 2, null], 2L },
        { "first value", [null], null },
        { "distinct value", [1, 1.0, "1", 1m, "a", "A", null], 3L },
        { "approxdistinct value", [1, 1.0, "1", 1m, "a", "A", null], 3L },
        { "distinct value", [null], 0L },
        { "percentile 50 value", [1, 2, 4, null], 2.0 },
        { "percentile 50 value", [1, 2, 4, 8.0], 3.0 },
        { "percentile 0 value", [5, 2], 2.0 },
        { "percentile 100 value", [5, 2], 5.0 },
        { "percentile 25 value", [10], 10.0 },
        { "percentile 90 value", [null], null },
        { "approxpercentile 50 value", [1, 2, 4], 2.0 },
        { "approxpercentile 100 value", [5, 2, 3], 5.0 },
        { "approxpercentile 50 value", [null], null },
        { "top 2 value", [1, 7, 3.5, null, 7], new object?[] { 7L, 7L } },
        { "top 3 value", ["a", "c", "b", "a"], new object?[] { "c", "b", "a" } },
        { "top 3 value", [null], Array.Empty<object?>() },
        { "collect value", ["x", null, 2, "x"], new object?[] { "x", 2L, "x" } },
        { "variance value", [2, 4, 4, 4, 5, 5, 7, 9], 32.0 / 7 },
        { "variance value", [3, null], null },
        { "stddev value", [1, 3], Math.Sqrt(2) },
        { "n=count value where value > 1", [1, 2, 3, null], 2L },
        { "n=sum value where value <= 2", [1, 2, 3, null], 3L },
        { "n=collect value where value = 'a'", ["a", "b", "a"], new object?[] { "a", "a" } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_aggregate_of_values(string aggregate, object?[] values, object? expected) =>
        Assert.Equal(expected, Compute(aggregate, values));

    [Fact]
    public void Times_have_a_smallest_and_a_greatest()
    {
        var early = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(early.AddDays(1), Compute("max value", early, early.AddDays(1)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Sessions_that_merge_amount_to_the_same(string aggregate, object?[] values, object? expected)
    {
        // Each value opens a session; the last record joins them all.
        var rows = values.Select((value, i) => StreamsTesting.Record(i * 15, "k", value)).ToList();
        var results = new List<WindowResult>();
        var plan = Plan(aggregate) with { Window = new SessionWindows(StreamsTesting.Ms(10)), Watermarks = Streams.Time.WatermarkStrategy.ForBoundedOutOfOrderness(TimeSpan.FromHours(1)) };
        var job = new StreamJob(plan, new StreamOutputs { Result = results.Add });
        rows.ForEach(row => job.Push(row));
        for (var i = 0; i + 1 < values.Length; i++)
            job.Push(StreamsTesting.Record(i * 15 + 8, "k", null));
        job.Complete();
        var extra = aggregate == "count" ? values.Length - 1 : 0;
        Assert.Equal(extra == 0 ? expected : (long)expected! + extra, Assert.Single(results)[Aggregate.Parse(aggregate).Name]);
    }

    [Fact]
    public void A_sum_beyond_its_range_is_the_error_of_its_window_and_the_others_go_on()
    {
        var run = JobRun.Push(Plan("sum value"), [StreamsTesting.Record(0, "a", long.MaxValue), StreamsTesting.Record(1, "a", 1), StreamsTesting.Record(2, "a", -5), StreamsTesting.Record(3, "b", 7), StreamsTesting.Record(60_000, "a", 1)]);
        var error = Assert.Single(run.Errors);
        Assert.Equal(StreamErrorId.AggregateOverflow, error.Id);
        Assert.Equal("'SumValue=sum value': the sum of key 'a' in the window from 1970-01-01 00:00:00Z to 1970-01-01 00:01:00Z leaves the range of Int64; the window has no result.", error.Message);
        Assert.Equal(["00:00:00.000-00:01:00.000 'b' r0 SumValue=7", "00:01:00.000-00:02:00.000 'a' r0 SumValue=1"], run.Out.Where(line => !line.StartsWith("error", StringComparison.Ordinal)));
        Assert.Equal((5, 0), (run.Job.Summary.In, run.Job.Summary.Skipped));
    }

    [Theory]
    [InlineData("12", 13L)]
    [InlineData("+5", 6L)]
    [InlineData("007", 8L)]
    [InlineData("-0", 1L)]
    [InlineData("12E4", 120_001.0)]
    [InlineData("", 1L)]
    public void Text_that_is_a_number_is_summed_however_it_is_written(string text, object expected) => Assert.Equal(expected, Compute("sum value", 1, text));

    [Fact]
    public void The_greatest_of_9_and_10_is_10_as_text_too() => Assert.Equal(10L, Compute("max value", "9", "10"));

    [Theory]
    [InlineData("sum value", "n/a")]
    [InlineData("sum value", "1,5")]
    [InlineData("avg value", true)]
    public void What_is_no_number_is_not_summed(string aggregate, object value)
    {
        var run = JobRun.Push(Plan(aggregate), [StreamsTesting.Record(0, "k", 1), StreamsTesting.Record(1, "k", value), StreamsTesting.Record(2, "k", 2)]);
        Assert.Equal(StreamErrorId.InvalidAggregateValue, Assert.Single(run.Errors).Id);
        Assert.Equal(1, run.Job.Summary.Skipped);
    }

    [Fact]
    public void Text_after_numbers_has_no_place_in_their_order()
    {
        var run = JobRun.Push(Plan("max value"), [StreamsTesting.Record(0, "k", 1), StreamsTesting.Record(1, "k", "z"), StreamsTesting.Record(2, "k", 2)]);
        Assert.Equal("record 2: MaxValue=max value: 'z' is text, not Number as before.", Assert.Single(run.Errors).Message);
        Assert.Equal("00:00:00.000-00:01:00.000 'k' r0 MaxValue=2", run.Out[^1]);
    }

    [Fact]
    public void A_record_with_one_wrong_value_changes_nothing()
    {
        var plan = Plan("count") with { Aggregates = [Aggregate.Parse("n=count"), Aggregate.Parse("s=sum value")] };
        var run = JobRun.Push(plan, [StreamsTesting.Record(0, "k", 1), StreamsTesting.Record(1, "k", "x")]);
        Assert.Equal("00:00:00.000-00:01:00.000 'k' r0 n=1 s=1", run.Out[^1]);
    }

    private static StreamPlan Plan(string aggregate) => new()
    {
        Time = "time",
        Key = "key",
        Window = new TumblingWindows(TimeSpan.FromMinutes(1)),
        Aggregates = [Aggregate.Parse(aggregate)],
    };

    private static object? Compute(string aggregate, params object?[] values)
    {
        object? result = null;
        var job = new StreamJob(Plan(aggregate), new StreamOutputs { Result = r => result = r.Values[0] });
        foreach (var value in values)
            job.Push(StreamsTesting.Record(0, "k", value));
        job.Complete();
        return result;
    }
}
