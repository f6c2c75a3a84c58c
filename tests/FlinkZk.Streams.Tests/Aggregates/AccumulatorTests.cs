using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Tests.Aggregates;

/// <summary>What holds for the accumulators of all functions: whatever is merged, written or read back in between, the same comes out.</summary>
public sealed class AccumulatorTests
{
    public static TheoryData<string> Forms =>
    [
        "count v", "sum v", "avg v", "min v", "max v", "first v", "last v", "distinct v", "approxdistinct v", "percentile 90 v", "approxpercentile 90 v", "top 5 v", "collect v", "variance v", "stddev v",
    ];

    [Fact]
    public void Every_function_is_among_them() =>
        Assert.Equal(Enum.GetValues<AggregateFunction>(), Forms.Select(form => Aggregate.Parse(form.Data).Function).Order());

    [Theory]
    [MemberData(nameof(Forms))]
    public void Written_and_read_back_at_any_place_it_goes_on_to_the_same_result_bit_by_bit(string form)
    {
        var random = new Random(7);
        var (plain, restored) = (Create(form), Create(form));
        for (var i = 0; i < 4000; i++)
        {
            var value = Value(form, random.Next(3000), i);
            plain.Add(value);
            restored.Add(value);
            if (i % 97 != 0)
                continue;
            var bytes = Bytes(restored);
            restored = Create(form);
            restored.Read(new StateReader(bytes));
            Assert.Equal(bytes, Bytes(restored));
        }

        Assert.Equal(plain.Result, restored.Result);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Merged_of_parts_it_amounts_to_the_same_as_in_one(string form)
    {
        var whole = Create(form);
        Accumulator[] parts = [Create(form), Create(form), Create(form)];
        for (var i = 0; i < 900; i++)
        {
            var value = Value(form, i * 37 % 1000, i);
            whole.Add(value);
            parts[i / 300].Add(value);
        }

        parts[0].Merge(parts[1]);
        parts[0].Merge(parts[2]);
        if (whole.Result is double expected)
            Assert.InRange((double)parts[0].Result!, expected * 0.999, expected * 1.001);
        else
            Assert.Equal(whole.Result, parts[0].Result);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5_000)]
    [InlineData(12_000)]
    [InlineData(200_000)]
    public void Approximate_distinct_is_exact_for_few_and_near_for_many(int different)
    {
        var (numbers, texts) = (Create("approxdistinct v"), Create("approxdistinct v"));
        for (var i = 0; i < different; i++)
        {
            for (var twice = 0; twice < 2; twice++)
            {
                numbers.Add((long)i);
                texts.Add($"user-{i}");
            }
        }

        foreach (var result in new[] { numbers.Result, texts.Result })
            Assert.InRange((long)result!, different <= ApproxDistinctAccumulator.Exact ? different : different * 0.95, different <= ApproxDistinctAccumulator.Exact ? different : different * 1.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(99)]
    [InlineData(99.9)]
    [InlineData(100)]
    public void An_approximate_percentile_is_near_the_exact_one_in_rank(double percentage)
    {
        var random = new Random(3);
        var approximate = new ApproxPercentileAccumulator(percentage);
        var numbers = Enumerable.Range(0, 50_000).Select(_ => Math.Exp(random.NextDouble() * 10)).ToArray();
        foreach (var number in numbers)
            approximate.Add(number);
        var rank = 100.0 * numbers.Count(number => number < (double)approximate.Result!) / numbers.Length;
        var allowed = percentage is > 2 and < 98 ? 1 : 0.1;
        Assert.InRange(rank, percentage - allowed, percentage + allowed);
    }

    [Fact]
    public void Memory_of_approximations_does_not_grow_with_the_records()
    {
        var (percentile, distinct) = (Create("approxpercentile 50 v"), Create("approxdistinct v"));
        for (var i = 0; i < 300_000; i++)
        {
            percentile.Add((long)i * 7919 % 1_000_003);
            distinct.Add((long)i);
        }

        Assert.InRange(Bytes(percentile).Length, 1, 25_000);
        Assert.InRange(Bytes(distinct).Length, 1, 5_000);
    }

    [Fact]
    public void First_and_last_go_by_time_and_of_equal_times_by_arrival()
    {
        var (first, last) = (Create("first v"), Create("last v"));
        foreach (var (value, time) in new[] { ("b", 2L), ("a", 1L), ("late a", 1L), ("d", 9L), ("last d", 9L), ("c", 5L) })
        {
            first.Add(new TimedValue(value, time));
            last.Add(new TimedValue(value, time));
        }

        Assert.Equal("a", first.Result);
        Assert.Equal("last d", last.Result);
    }

    private static Accumulator Create(string form) => new AggregateInput(Aggregate.Parse(form)).CreateAccumulator();

    private static object Value(string form, long number, int time) => form is "first v" or "last v" ? new TimedValue(number, time) : number;

    private static byte[] Bytes(Accumulator accumulator)
    {
        var writer = new StateWriter();
        accumulator.Write(writer);
        return writer.ToArray();
    }
}
