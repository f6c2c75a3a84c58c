namespace FlinkZk.Streams.State;

/// <summary>A map a key, in the order of its keys so that runs repeat whatever was removed before. Each entry has its own time to live; a value may be null.</summary>
internal sealed class MapState<TKey, TValue>(HeapKeyedState state, StateTable<SortedDictionary<TKey, Stamped<TValue>>> table, IComparer<TKey> order, StateTtl? ttl)
    where TKey : notnull
{
    /// <summary>Whether there is no entry. It does not look at times: what has expired counts until something has removed it, as in Flink.</summary>
    public bool IsEmpty => !table.TryGet(state.Current, state.Namespace, out _);

    /// <summary>The entries that have not expired; looking removes those that have.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Entries
    {
        get
        {
            if (!table.TryGet(state.Current, state.Namespace, out var map))
                return [];
            return Live(map, map.Keys.ToList());
        }
    }

    /// <summary>The entries whose keys are not below <paramref name="from"/> and not above <paramref name="to"/>.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Range(TKey from, TKey to)
    {
        if (!table.TryGet(state.Current, state.Namespace, out var map))
            return [];
        var keys = map.Keys.SkipWhile(key => order.Compare(key, from) < 0).TakeWhile(key => order.Compare(key, to) <= 0).ToList();
        return Live(map, keys);
    }

    public bool TryGet(TKey key, out TValue value)
    {
        value = default!;
        return table.TryGet(state.Current, state.Namespace, out var map) && TryGet(map, key, out value);
    }

    public void Put(TKey key, TValue value)
    {
        if (!table.TryGet(state.Current, state.Namespace, out var map))
            table.Set(state.Current, state.Namespace, map = new(order));
        map[key] = new(value, state.Now);
    }

    public void Remove(TKey key)
    {
        if (table.TryGet(state.Current, state.Namespace, out var map) && map.Remove(key) && map.Count == 0)
            Clear();
    }

    public void Clear() => table.Remove(state.Current, state.Namespace);

    private List<KeyValuePair<TKey, TValue>> Live(SortedDictionary<TKey, Stamped<TValue>> map, List<TKey> keys)
    {
        var entries = new List<KeyValuePair<TKey, TValue>>(keys.Count);
        foreach (var key in keys)
        {
            if (TryGet(map, key, out var value))
                entries.Add(new(key, value));
        }

        return entries;
    }

    private bool TryGet(SortedDictionary<TKey, Stamped<TValue>> map, TKey key, out TValue value)
    {
        value = default!;
        if (!map.TryGetValue(key, out var stamped))
            return false;
        value = stamped.Value;
        if (ttl is null)
            return true;
        if (Expiry.IsOver(ttl, stamped.Touched, state.Now))
        {
            Remove(key);
            return ttl.ReturnExpired;
        }

        if (ttl.TouchedByReading)
            map[key] = new(value, state.Now);
        return true;
    }
}
