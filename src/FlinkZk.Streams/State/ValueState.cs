namespace FlinkZk.Streams.State;

/// <summary>One value a key.</summary>
internal sealed class ValueState<T>(Cell<T> cell)
{
    /// <summary>The value; the default where there is none. Setting null removes it.</summary>
    public T? Value
    {
        get => cell.TryGet(out var value) ? value : default;
        set
        {
            if (value is null)
                cell.Clear();
            else
                cell.Set(value);
        }
    }

    /// <summary>Reads the value.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryGet(out T value) => cell.TryGet(out value);

    /// <summary>Removes the value.</summary>
    public void Clear() => cell.Clear();
}
