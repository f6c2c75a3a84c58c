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
}
