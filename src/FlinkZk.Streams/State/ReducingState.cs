namespace FlinkZk.Streams.State;

/// <summary>One value a key, into which others are reduced.</summary>
/// <param name="cell">The value.</param>
/// <param name="reduce">Makes one value of two.</param>
internal sealed class ReducingState<T>(Cell<T> cell, Func<T, T, T> reduce)
{
    /// <summary>Reads what the values amount to.</summary>
    /// <returns>False when there are none.</returns>
    public bool TryGet(out T value) => cell.TryGet(out value);

    public void Add(T value) => cell.Set(cell.TryGet(out var sum) ? reduce(sum, value) : value);

    public void Clear() => cell.Clear();
}
