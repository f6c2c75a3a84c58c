using FlinkZk.Streams.State;

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

    /// <summary>Writes what it has gathered.</summary>
    public abstract void Write(StateWriter writer);

    /// <summary>Takes over, while it is empty, what <see cref="Write"/> has written.</summary>
    public abstract void Read(StateReader reader);
}
