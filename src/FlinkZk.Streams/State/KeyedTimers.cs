namespace FlinkZk.Streams.State;

/// <summary>The timers of one operator in one time domain, each a (time, key, namespace).</summary>
internal sealed class KeyedTimers
{
    private readonly HeapKeyedState _state;
    private readonly TimerService<TimerOwner> _timers;

    /// <param name="state">The state of the operator, whose current key is that of the timer while it fires.</param>
    /// <param name="onTimer">Called for each timer that is due.</param>
    public KeyedTimers(HeapKeyedState state, Action<long, StateNamespace> onTimer)
    {
        _state = state;
        _timers = new(Fire);

        void Fire(long time, TimerOwner owner)
        {
            owner.Entry.Timers--;
            state.GoTo(owner.Entry);
            state.Namespace = owner.Namespace;
            onTimer(time, owner.Namespace);
            state.Namespace = StateNamespace.None;
            state.GoTo(owner.Entry);
            state.Release();
        }
    }

    /// <summary>How far time has come.</summary>
    public long Now
    {
        get => _timers.Now;
        set => _timers.Now = value;
    }

    /// <summary>The number of timers of all keys.</summary>
    public int Count => _timers.Count;

    /// <summary>All timers in the order in which they would fire.</summary>
    public IEnumerable<(long Time, TimerOwner Owner)> InOrder => _timers.InOrder;

    /// <summary>Asks for a call for the current key.</summary>
    public void Register(long time, StateNamespace at)
    {
        var entry = _state.Current;
        if (_timers.Register(time, entry.KeyGroup, new(entry, at)))
            entry.Timers++;
    }

    /// <summary>Takes a request of the current key back.</summary>
    public void Delete(long time, StateNamespace at)
    {
        if (_timers.Delete(time, new(_state.Current, at)))
            _state.Current.Timers--;
    }

    /// <summary>Sets the time, then fires what is due.</summary>
    public void Advance(long now) => _timers.Advance(now);

    /// <summary>
    /// Writes the timers in the order in which they would fire, so that timers of one time keep theirs:
    /// <code>
    ///   count, then each: time, key, namespace
    /// </code>
    /// </summary>
    public void Write(StateWriter writer)
    {
        writer.Write(_timers.Count);
        foreach (var (time, owner) in _timers.InOrder)
        {
            writer.Write(time);
            writer.WriteValue(owner.Entry.Key);
            writer.Write(owner.Namespace.First);
            writer.Write(owner.Namespace.Second);
        }
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public void Read(StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var time = reader.ReadInt64();
            _state.CurrentKey = reader.ReadValue()!;
            Register(time, new(reader.ReadInt64(), reader.ReadInt64()));
        }
    }
}
