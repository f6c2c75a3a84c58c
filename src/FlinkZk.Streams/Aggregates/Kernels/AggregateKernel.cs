namespace FlinkZk.Streams.Aggregates;

/// <summary>
/// One aggregate of all keys of a window, side by side. It gives what an <see cref="Accumulator"/> a key would give: that is its definition.
/// <code>
///   id      0    1    2    3        a key's number in its window
///   count   7    1    3    2        columns by number
/// </code>
/// </summary>
internal abstract class AggregateKernel
{
    /// <summary>Has room for this many keys. A new one has no values yet.</summary>
    public abstract void Reserve(int count);

    /// <summary>Adds values, in order.</summary>
    /// <param name="ids">Whose.</param>
    /// <param name="records">The values' places in <paramref name="values"/>.</param>
    /// <param name="values">The values of a batch.</param>
    public abstract void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values);

    /// <summary>What a key's values amount to.</summary>
    public abstract object? Result(int id);

    /// <summary>The same as an accumulator.</summary>
    public abstract Accumulator ToAccumulator(int id);

    /// <summary>Takes over what an accumulator holds.</summary>
    public abstract void FromAccumulator(int id, Accumulator accumulator);

    /// <summary>The quickest kernel of an aggregate.</summary>
    public static AggregateKernel For(AggregateFunction function, Func<Accumulator> create) => function switch
    {
        AggregateFunction.Count => new CountKernel(create),
        AggregateFunction.Sum => new SumKernel(create),
        AggregateFunction.Avg => new AvgKernel(create),
        AggregateFunction.Min => new ExtremeKernel(create, -1),
        AggregateFunction.Max => new ExtremeKernel(create, 1),
        _ => new AccumulatorKernel(create),
    };

    /// <summary>The length that an array is given which must hold this many.</summary>
    protected static int Length(int present, int needed) => Math.Max(needed, Math.Max(4, present * 2));
}
