namespace FlinkZk.Streams.State;

/// <summary>The value of the current key and namespace in one table, with its time to live: what value, reducing and aggregating state have in common.</summary>
/// <param name="state">Knows the current key.</param>
/// <param name="table">Holds the values.</param>
/// <param name="ttl">How long a value lives; null = for ever.</param>
internal sealed class Cell<T>(HeapKeyedState state, StateTable<Stamped<T>> table, StateTtl? ttl)
{
    public bool TryGet(out T value)
    {
        value = default!;
        if (!table.TryGet(state.Current, state.Namespace, out var stamped))
            return false;
        value = stamped.Value;
        if (ttl is null)
            return true;
        if (Expiry.IsOver(ttl, stamped.Touched, state.Now))
        {
            Clear();
            return ttl.ReturnExpired;
        }

        if (ttl.TouchedByReading)
            Set(value);
        return true;
    }

    public void Set(T value) => table.Set(state.Current, state.Namespace, new(value, state.Now));

    public void Clear() => table.Remove(state.Current, state.Namespace);
}
