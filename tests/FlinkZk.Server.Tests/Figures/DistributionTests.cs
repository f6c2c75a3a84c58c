using FlinkZk.Server.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Figures;

public sealed class DistributionTests
{
    private static readonly double[] Asked = [0, 0.5, 0.9, 0.99, 0.999, 1];
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(5_000_000)]
    [InlineData(1L << 60)]
    public void Quantiles_are_right_to_a_sixteenth(long most)
    {
        var (random, figure) = (new Random(7), new Distribution(_time));
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)(most * Math.Pow(random.NextDouble(), 3))).Order().ToArray();
        foreach (var value in values)
            figure.Add(value);
        var read = figure.Quantiles(Asked)!;
        for (var i = 0; i < Asked.Length; i++)
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(Asked[i] * values.Length) - 1)];
            Assert.InRange(read[i], exact - (exact / 16) - 1, exact + (exact / 16) + 1);
        }
    }

    [Fact]
    public void Every_value_has_a_bucket_and_greater_ones_no_lower_bucket()
    {
        var before = -1;
        for (var shift = 0; shift < 63; shift++)
            foreach (var value in (long[])[1L << shift, (1L << shift) + ((1L << shift) >> 1), (1L << shift << 1) - 1])
                Assert.True(Distribution.BucketOf(Math.Max(0, value)) is var bucket && bucket >= before && (before = bucket) >= 0);
        new Distribution(_time).Add(long.MaxValue);
        new Distribution(_time).Add(-1); // a clock that goes back
    }

    [Fact]
    public void Nothing_has_no_quantiles() => Assert.Null(new Distribution(_time).Quantiles(Asked));

    [Fact]
    public void Quantiles_forget_what_is_older_than_five_minutes_and_counts_do_not()
    {
        var figure = new Distribution(_time);
        figure.Add(1_000_000, times: 100);
        Assert.InRange(figure.Quantiles([0.5])![0], 900_000, 1_100_000);
        for (var minute = 0; minute < 6; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            figure.Add(10);
            figure.Quantiles([0.5]);
        }
        Assert.InRange(figure.Quantiles([1])![0], 9, 11);
        Assert.Equal((106, 1_000_000), (figure.Total.Count, figure.Total.Max));
        _time.Advance(TimeSpan.FromMinutes(6));
        figure.Quantiles([0.5]);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(figure.Quantiles([0.5]));
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        var figure = new Distribution(_time);
        figure.Add(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            figure.Add(i);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_add_at_once()
    {
        var figure = new Distribution(_time);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
                figure.Add(i % 3);
        })));
        Assert.Equal(40_000, figure.Total.Count);
        Assert.Equal(1, figure.Quantiles([0.5])![0]);
    }
}
