namespace FlinkZk.Streams.State;

/// <summary>A list a key. Each item has its own time to live; an empty list is none.</summary>
internal sealed class ListState<T>(HeapKeyedState state, StateTable<List<Stamped<T>>> table, StateTtl? ttl)
{
    /// <summary>The items, as they were added.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            if (!table.TryGet(state.Current, state.Namespace, out var list))
                return [];
            if (ttl is not null)
                Look(list, ttl);
            return [.. list.Select(item => item.Value)];
        }
    }

    /// <exception cref="ArgumentNullException">The item is null.</exception>
    public void Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!table.TryGet(state.Current, state.Namespace, out var list))
            table.Set(state.Current, state.Namespace, list = []);
        list.Add(new(item, state.Now));
    }

    /// <summary>Puts other items in the place of all.</summary>
    /// <exception cref="ArgumentNullException">An item is null.</exception>
    public void Update(IEnumerable<T> items)
    {
        var list = items.ToList();
        Clear();
        list.ForEach(Add);
    }

    public void Clear() => table.Remove(state.Current, state.Namespace);

    private void Look(List<Stamped<T>> list, StateTtl rule)
    {
        list.RemoveAll(item => Expiry.IsOver(rule, item.Touched, state.Now));
        for (var i = 0; rule.TouchedByReading && i < list.Count; i++)
            list[i] = list[i] with { Touched = state.Now };
        if (list.Count == 0)
            Clear();
    }
}
