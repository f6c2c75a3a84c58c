using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Tests.State;

public sealed class TimerServiceTests
{
    private readonly List<string> _fired = [];
    private readonly TimerService<string> _timers;
    private Action<long, string>? _also;

    public TimerServiceTests() => _timers = new TimerService<string>((time, owner) =>
    {
        _fired.Add($"{time} {owner}");
        _also?.Invoke(time, owner);
    });

    [Fact]
    public void Timers_fire_by_time_then_key_group_then_order_of_registration()
    {
        _timers.Register(20, 0, "late");
        _timers.Register(10, 7, "b");
        _timers.Register(10, 3, "c");
        _timers.Register(10, 7, "a");
        _timers.Advance(20);
        Assert.Equal(["10 c", "10 b", "10 a", "20 late"], _fired);
    }

    [Fact]
    public void Registering_twice_is_registering_once()
    {
        _timers.Register(10, 0, "a");
        _timers.Register(10, 0, "a");
        Assert.Equal(1, _timers.Count);
        _timers.Advance(10);
        Assert.Equal(["10 a"], _fired);
    }

    [Fact]
    public void A_deleted_timer_does_not_fire_and_may_be_registered_anew()
    {
        _timers.Register(10, 0, "a");
        _timers.Delete(10, "a");
        _timers.Advance(5);
        _timers.Register(10, 0, "a");
        _timers.Advance(10);
        _timers.Advance(11);
        Assert.Equal(["10 a"], _fired);
    }

    [Fact]
    public void A_timer_registered_by_a_timer_for_an_earlier_time_fires_next_and_sees_the_new_watermark()
    {
        var seen = 0L;
        _also = (time, owner) =>
        {
            seen = _timers.Now;
            if (owner == "a")
                _timers.Register(time - 1, 0, "earlier");
        };
        _timers.Register(10, 0, "a");
        _timers.Register(10, 0, "b");
        _timers.Advance(12);
        Assert.Equal(["10 a", "9 earlier", "10 b"], _fired);
        Assert.Equal(12, seen);
    }

    [Fact]
    public void A_timer_may_put_off_another_of_its_time()
    {
        _also = (time, owner) =>
        {
            if (owner != "a")
                return;
            _timers.Delete(time, "b");
            _timers.Register(time + 5, 0, "b");
        };
        _timers.Register(10, 0, "a");
        _timers.Register(10, 0, "b");
        _timers.Advance(12);
        Assert.Equal(["10 a"], _fired);
        _timers.Advance(15);
        Assert.Equal(["10 a", "15 b"], _fired);
        Assert.Equal(0, _timers.Count);
    }

    [Fact]
    public void A_timer_may_register_itself_anew_for_the_same_time()
    {
        _also = (time, owner) =>
        {
            if (_fired.Count < 3)
                _timers.Register(time, 0, owner);
        };
        _timers.Register(10, 0, "a");
        _timers.Advance(12);
        Assert.Equal(["10 a", "10 a", "10 a"], _fired);
        Assert.Equal(0, _timers.Count);
    }
}
