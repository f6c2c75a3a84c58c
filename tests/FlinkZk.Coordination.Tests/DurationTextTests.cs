namespace FlinkZk.Coordination.Tests;

public class DurationTextTests
{
    [Theory]
    [InlineData(500, "500ms")]
    [InlineData(5_000, "5s")]
    [InlineData(60_000, "1m")]
    [InlineData(90_000, "90s")]
    [InlineData(7_200_000, "2h")]
    [InlineData(86_400_000, "1d")]
    [InlineData(0, "0ms")]
    [InlineData(-5_000, "-5s")]
    public void The_largest_unit_that_divides_is_taken(long milliseconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(1)]
    [InlineData(2_500)]
    [InlineData(937_840_050_000)]
    [InlineData(600_000_000)]
    public void What_is_written_reads_back(long ticks) =>
        Assert.Equal(ticks, DurationText.Parse(DurationText.Format(TimeSpan.FromTicks(ticks))).Ticks);
}
