using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Wire.Tests;

public class DeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_is_over_when_its_time_is()
    {
        using var deadline = new Deadline(TimeSpan.FromSeconds(5), _time);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.IsOver);
    }

    [Fact]
    public void Something_else_ends_the_wait_and_it_was_not_the_time()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(TimeSpan.FromSeconds(5), _time, stop.Token);
        stop.Cancel();
        Assert.True(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(deadline.IsOver);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(10_000)]
    public void What_no_timer_can_hold_never_ends(int days)
    {
        using var deadline = new Deadline(TimeSpan.FromDays(days), _time);
        _time.Advance(TimeSpan.FromDays(days + 1));
        Assert.False(deadline.Token.IsCancellationRequested);
    }
}
