namespace FlinkZk.Streams.Aggregates;

/// <summary>One aggregate of one window, as it grows. Values come as <see cref="AggregateInput"/> has checked them: never null, of one kind.</summary>
internal abstract class Accumulator
{
    /// <summary>What it amounts to; null of no values.</summary>
    public abstract object? Result { get; }

    /// <summary>Adds a value.</summary>
    public abstract void Add(object value);

    /// <summary>Adds what another of the same aggregate has gathered.</summary>
    public abstract void Merge(Accumulator other);
}
