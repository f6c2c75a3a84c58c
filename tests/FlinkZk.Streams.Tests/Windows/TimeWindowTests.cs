using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Windows;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData(0, 0, 10, 0)]
    [InlineData(9, 0, 10, 0)]
    [InlineData(10, 0, 10, 10)]
    [InlineData(-1, 0, 10, -10)]
    [InlineData(-10, 0, 10, -10)]
    // The formula that is often quoted gives -10.
    [InlineData(-11, 0, 10, -20)]
    [InlineData(2, 3, 10, -7)]
    [InlineData(3, 3, 10, 3)]
    [InlineData(6, -3, 10, -3)]
    [InlineData(7, -3, 10, 7)]
    public void A_window_starts_at_or_before_its_timestamp(long timestamp, long offset, long size, long start) =>
        Assert.Equal(start, TimeWindow.GetWindowStartWithOffset(timestamp, offset, size));

    [Fact]
    public void Windows_that_touch_intersect()
    {
        Assert.True(new TimeWindow(0, 10).Intersects(new TimeWindow(10, 20)));
        Assert.False(new TimeWindow(0, 10).Intersects(new TimeWindow(11, 20)));
    }

    [Fact]
    public void Sizes_and_offsets_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TumblingWindows(StreamsTesting.Ms(10), StreamsTesting.Ms(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(StreamsTesting.Ms(10), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(StreamsTesting.Ms(10), StreamsTesting.Ms(5), StreamsTesting.Ms(-5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindows(TimeSpan.FromDays(365), StreamsTesting.Ms(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionWindows(TimeSpan.FromSeconds(-1)));
    }
}
