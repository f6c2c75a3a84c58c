namespace FlinkZk.Streams.State;

/// <summary>
/// Event-time timers (<c>InternalTimerServiceImpl</c>). A timer is a time and an owner; registering it twice is registering it once.
/// They fire by time, then key group, then order of registration: Flink leaves ties open, we want runs to repeat.
/// </summary>
/// <param name="onTimer">Called for each timer that is due.</param>
internal sealed class TimerService<TOwner>(Action<long, TOwner> onTimer)
    where TOwner : IEquatable<TOwner>
{
    private readonly PriorityQueue<Timer, TimerOrder> _queue = new();

    /// <summary>The timers that still stand. Deleting takes one out here; what stays in the queue is passed over when its time comes.</summary>
    private readonly HashSet<Timer> _registered = [];

    private long _sequence;

    /// <summary>The last watermark; <see cref="long.MinValue"/> = none yet.</summary>
    public long CurrentWatermark { get; private set; } = long.MinValue;

    /// <summary>The number of timers that stand.</summary>
    public int Count => _registered.Count;

    public void Register(long time, int keyGroup, TOwner owner)
    {
        var timer = new Timer(time, owner);
        if (_registered.Add(timer))
            _queue.Enqueue(timer, new TimerOrder(time, keyGroup, _sequence++));
    }

    public void Delete(long time, TOwner owner) => _registered.Remove(new Timer(time, owner));

    /// <summary>Sets the watermark first, then fires what is due: a callback sees the new watermark, and a timer that it registers for a time already passed fires in the same round.</summary>
    public void AdvanceWatermark(long watermark)
    {
        CurrentWatermark = watermark;
        while (_queue.TryPeek(out var timer, out var order) && order.Time <= watermark)
        {
            _queue.Dequeue();
            if (_registered.Remove(timer))
                onTimer(timer.Time, timer.Owner);
        }
    }

    private readonly record struct Timer(long Time, TOwner Owner);

    private readonly record struct TimerOrder(long Time, int KeyGroup, long Sequence) : IComparable<TimerOrder>
    {
        public int CompareTo(TimerOrder other) =>
            Time != other.Time ? Time.CompareTo(other.Time)
            : KeyGroup != other.KeyGroup ? KeyGroup.CompareTo(other.KeyGroup)
            : Sequence.CompareTo(other.Sequence);
    }
}
