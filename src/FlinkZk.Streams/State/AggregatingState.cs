namespace FlinkZk.Streams.State;

/// <summary>An accumulator a key, into which values are added.</summary>
/// <param name="cell">The accumulator.</param>
/// <param name="function">Adds, and makes the result.</param>
internal sealed class AggregatingState<TIn, TAcc, TOut>(Cell<TAcc> cell, IAggregateFunction<TIn, TAcc, TOut> function)
    where TAcc : class
{
    /// <summary>Reads the result.</summary>
    /// <returns>False when nothing was added.</returns>
    public bool TryGet(out TOut result)
    {
        var found = cell.TryGet(out var accumulator);
        result = found ? function.GetResult(accumulator) : default!;
        return found;
    }

    public void Add(TIn value)
    {
        if (!cell.TryGet(out var accumulator))
            accumulator = function.CreateAccumulator();
        function.Add(value, accumulator);
        cell.Set(accumulator);
    }

    public void Clear() => cell.Clear();
}
