namespace FlinkZk.Streams.State;

/// <summary>
/// Keyed state in memory: a table of keys, and in each entry a slot a state.
/// <code>
///   key -> KeyEntry (key group, timers) -> slot of the state -> NamespaceList -> value
/// </code>
/// A key's entry goes when nothing is left in it, so what is there is what is in use.
/// </summary>
internal sealed class HeapKeyedState : IKeyedState
{
    private readonly Dictionary<object, KeyEntry> _keys = [];
    private readonly List<IStateTable> _tables = [];
    private readonly List<Action<KeyEntry>> _sweeps = [];
    private long _lastSweep = long.MinValue;
    private long _sweepInterval = long.MaxValue;

    /// <summary>Processing time in milliseconds, by which values expire.</summary>
    public long Now { get; set; }

    /// <summary>The entry of the current key.</summary>
    public KeyEntry Current { get; private set; } = null!;

    /// <summary>The namespace for which states speak.</summary>
    public StateNamespace Namespace { get; set; }

    /// <summary>Keys that have state or timers.</summary>
    public int KeyCount => _keys.Count;

    /// <summary>All keys that have state or timers.</summary>
    public IEnumerable<KeyEntry> Entries => _keys.Values;

    /// <summary>Values of all keys, in all namespaces.</summary>
    public int ValueCount => _keys.Values.Sum(entry => _tables.Sum(table => table.Count(entry)));

    /// <inheritdoc/>
    public object CurrentKey
    {
        get => Current.Key;
        set => Current = EntryOf(value);
    }

    /// <summary>Goes to the key of a timer that is due.</summary>
    public void GoTo(KeyEntry entry) => Current = entry;

    /// <summary>Lets go of the current key if nothing is left of it: call it when the work on a record or a timer is done.</summary>
    public void Release()
    {
        if (Current.IsEmpty)
            _keys.Remove(Current.Key);
    }

    /// <summary>A table for an operator that does its own bookkeeping of namespaces.</summary>
    public StateTable<T> Table<T>(StateDescriptor<T> descriptor)
    {
        if (_tables.Exists(table => table.Name == descriptor.Name))
            throw new InvalidOperationException($"There are two states called '{descriptor.Name}'.");
        var table = new StateTable<T>(_tables.Count, descriptor);
        _tables.Add(table);
        return table;
    }

    public ValueState<T> Value<T>(string name, StateSerializer<T> serializer, StateTtl? ttl = null) => new(new(this, Stamped(name, serializer, ttl), ttl));

    public ReducingState<T> Reducing<T>(string name, StateSerializer<T> serializer, Func<T, T, T> reduce, StateTtl? ttl = null) =>
        new(new(this, Stamped(name, serializer, ttl), ttl), reduce);

    public AggregatingState<TIn, TAcc, TOut> Aggregating<TIn, TAcc, TOut>(string name, StateSerializer<TAcc> serializer, IAggregateFunction<TIn, TAcc, TOut> function, StateTtl? ttl = null)
        where TAcc : class => new(new(this, Stamped(name, serializer, ttl), ttl), function);

    public ListState<T> List<T>(string name, StateSerializer<T> serializer, StateTtl? ttl = null)
    {
        var table = Table<List<Stamped<T>>>(new(name, StateSerializers.ListOf(StateSerializers.StampedOf(serializer))));
        Sweep(ttl, entry => table.RemoveWhere(entry, list =>
        {
            list.RemoveAll(item => Expiry.IsOver(ttl!, item.Touched, Now));
            return list.Count == 0;
        }));
        return new(this, table, ttl);
    }

    public MapState<TKey, TValue> Map<TKey, TValue>(string name, StateSerializer<TKey> key, StateSerializer<TValue> value, IComparer<TKey> order, StateTtl? ttl = null)
        where TKey : notnull
    {
        var table = Table<SortedDictionary<TKey, Stamped<TValue>>>(new(name, StateSerializers.MapOf(key, StateSerializers.StampedOf(value), order)));
        Sweep(ttl, entry => table.RemoveWhere(entry, map =>
        {
            foreach (var old in map.Where(item => Expiry.IsOver(ttl!, item.Value.Touched, Now)).Select(item => item.Key).ToList())
                map.Remove(old);
            return map.Count == 0;
        }));
        return new(this, table, order, ttl);
    }

    /// <summary>Once in the shortest time to live, removes what has expired and nobody has asked for since.</summary>
    public void SweepIfDue()
    {
        if (_sweeps.Count == 0 || Now - _sweepInterval < _lastSweep)
            return;
        _lastSweep = Now;
        foreach (var entry in _keys.Values.ToList())
        {
            foreach (var sweep in _sweeps)
                sweep(entry);
            if (entry.IsEmpty)
                _keys.Remove(entry.Key);
        }
    }

    /// <summary>The entry of a key.</summary>
    public KeyEntry EntryOf(object key)
    {
        if (_keys.TryGetValue(key, out var entry))
            return entry;
        entry = new KeyEntry(key, Keys.Hash(key));
        _keys.Add(key, entry);
        return entry;
    }

    /// <summary>
    /// Writes everything, by key group, then key, then state:
    /// <code>
    ///   states   count, names
    ///   keys     count, then each: key group, key, values of each state
    /// </code>
    /// </summary>
    public void Write(StateWriter writer)
    {
        writer.Write(_tables.Count);
        foreach (var table in _tables)
            writer.Write(table.Name);
        var entries = _keys.Values.Where(entry => _tables.Exists(table => table.Count(entry) > 0)).ToList();
        entries.Sort(static (a, b) => a.KeyGroup != b.KeyGroup ? a.KeyGroup.CompareTo(b.KeyGroup) : Keys.Compare(a.Key, b.Key));
        writer.Write(entries.Count);
        foreach (var entry in entries)
        {
            writer.Write(entry.KeyGroup);
            writer.WriteValue(entry.Key);
            foreach (var table in _tables)
                table.Write(entry, writer);
        }
    }

    /// <summary>Reads what <see cref="Write"/> has written; states are found by name.</summary>
    /// <exception cref="InvalidDataException">A state of the snapshot is none of the operator's.</exception>
    public void Read(StateReader reader)
    {
        var tables = new IStateTable[reader.ReadInt32()];
        for (var i = 0; i < tables.Length; i++)
        {
            var name = reader.ReadText();
            tables[i] = _tables.Find(table => table.Name == name) ?? throw new InvalidDataException($"The snapshot has a state '{name}', which the operator has not.");
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            reader.ReadInt32();
            var entry = EntryOf(reader.ReadValue()!);
            foreach (var table in tables)
                table.Read(entry, reader);
        }
    }

    private StateTable<Stamped<T>> Stamped<T>(string name, StateSerializer<T> serializer, StateTtl? ttl)
    {
        var table = Table<Stamped<T>>(new(name, StateSerializers.StampedOf(serializer)));
        Sweep(ttl, entry => table.RemoveWhere(entry, value => Expiry.IsOver(ttl!, value.Touched, Now)));
        return table;
    }

    private void Sweep(StateTtl? ttl, Action<KeyEntry> sweep)
    {
        if (ttl is null)
            return;
        _sweeps.Add(sweep);
        _sweepInterval = Math.Min(_sweepInterval, ttl.Milliseconds);
    }
}
