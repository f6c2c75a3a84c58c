namespace FlinkZk.Streams.State;

/// <summary>
/// Timers of one time domain (<c>InternalTimerServiceImpl</c>). A timer is a time and an owner; registering it twice is registering it once.
/// They fire by time, then key group, then order of registration: Flink leaves ties open, we want runs to repeat.
/// <code>
///   times    10       20       ...        sorted, each once
///             |        |
///   buckets  {a, c}   {b}                 owner -> (key group, sequence), sorted when the time has come
/// </code>
/// Many timers share a time, since windows of all keys end together: so a timer costs a place in a bucket, and only a new time has to be sorted in.
/// </summary>
/// <param name="onTimer">Called for each timer that is due.</param>
internal sealed class TimerService<TOwner>(Action<long, TOwner> onTimer)
    where TOwner : IEquatable<TOwner>
{
    private readonly SortedSet<long> _times = [];
    private readonly Dictionary<long, Dictionary<TOwner, Place>> _buckets = [];
    private long _sequence;

    // The first of the times, looked at with every record.
    private long _first = long.MaxValue;

    // The bucket used last: most often it is the next one too.
    private long _lastTime;
    private Dictionary<TOwner, Place>? _lastBucket;

    // An empty bucket for the next new time: a session that grows leaves one time for another with each record.
    private Dictionary<TOwner, Place>? _spare;
    private Dictionary<TOwner, Place>? _firing;

    /// <summary>How far time has come: the last watermark, where <see cref="long.MinValue"/> = none yet, or the clock.</summary>
    public long Now { get; set; } = long.MinValue;

    /// <summary>The number of timers that stand.</summary>
    public int Count => _buckets.Values.Sum(bucket => bucket.Count);

    /// <summary>All timers in the order in which they would fire.</summary>
    public IEnumerable<(long Time, TOwner Owner)> InOrder =>
        _times.SelectMany(time => _buckets[time].OrderBy(timer => timer.Value).Select(timer => (time, timer.Key)));

    /// <returns>False when the timer stands already.</returns>
    public bool Register(long time, int keyGroup, TOwner owner) => BucketOf(time).TryAdd(owner, new Place(keyGroup, _sequence++));

    /// <returns>False when there is no such timer.</returns>
    public bool Delete(long time, TOwner owner)
    {
        if (!_buckets.TryGetValue(time, out var bucket) || !bucket.Remove(owner))
            return false;
        if (bucket.Count == 0 && bucket != _firing)
            Drop(time, bucket);
        return true;
    }

    /// <summary>
    /// Sets the time first, then fires what is due: a callback sees the new time, and a timer that it registers for a time already passed fires in the same round.
    /// </summary>
    public void Advance(long now)
    {
        Now = now;
        while (_first <= now && _times.Count > 0)
            Fire(_first, _buckets[_first]);
    }

    /// <summary>Fires what stands in the bucket now, until a callback registers an earlier time: that goes first, and the rest is taken up again after it.</summary>
    private void Fire(long time, Dictionary<TOwner, Place> bucket)
    {
        var due = bucket.ToArray();
        Array.Sort(due, static (a, b) => a.Value.CompareTo(b.Value));
        _firing = bucket;
        foreach (var (owner, _) in due)
        {
            if (bucket.Remove(owner))
                onTimer(time, owner);
            if (_first < time)
                break;
        }

        _firing = null;
        if (bucket.Count == 0)
            Drop(time, bucket);
    }

    private Dictionary<TOwner, Place> BucketOf(long time)
    {
        if (_lastBucket is not null && _lastTime == time)
            return _lastBucket;
        if (!_buckets.TryGetValue(time, out var bucket))
        {
            (bucket, _spare) = (_spare ?? [], null);
            _buckets.Add(time, bucket);
            _times.Add(time);
            _first = Math.Min(_first, time);
        }

        (_lastTime, _lastBucket) = (time, bucket);
        return bucket;
    }

    private void Drop(long time, Dictionary<TOwner, Place> bucket)
    {
        _buckets.Remove(time);
        _times.Remove(time);
        if (time == _first)
            _first = _times.Count > 0 ? _times.Min : long.MaxValue;
        (_spare, _lastBucket) = (bucket, null);
    }

    private readonly record struct Place(int KeyGroup, long Sequence) : IComparable<Place>
    {
        public int CompareTo(Place other) => KeyGroup != other.KeyGroup ? KeyGroup.CompareTo(other.KeyGroup) : Sequence.CompareTo(other.Sequence);
    }
}
