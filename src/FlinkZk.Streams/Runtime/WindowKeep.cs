using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Runtime;

/// <summary>Which of its records a window keeps when it gives a result (an evictor): the others are gone for good. Made by its static members.</summary>
public sealed record WindowKeep
{
    private readonly Func<bool, Evictor<WindowElement>> _create;

    private WindowKeep(Func<bool, Evictor<WindowElement>> create) => _create = create;

    /// <summary>The property whose number decides; null where none does.</summary>
    public string? Property { get; private init; }

    /// <summary>Whether the result is made of all records, and what is gone shows in the next one only.</summary>
    public bool AfterFiring { get; init; }

    /// <summary>The last n records.</summary>
    /// <param name="count">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public static WindowKeep Last(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(after => new CountEvictor<WindowElement>(count, after));
    }

    /// <summary>The records whose time is less than the length before the greatest one.</summary>
    /// <param name="length">At least a millisecond.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter.</exception>
    public static WindowKeep Within(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.FromMilliseconds(1));
        return new(after => new TimeEvictor<WindowElement>(length.Ticks / TimeSpan.TicksPerMillisecond, after));
    }

    /// <summary>The records whose number is nearer than the threshold to that of the last one.</summary>
    /// <param name="property">The property that holds the number.</param>
    /// <param name="threshold">The distance from which on a record goes.</param>
    public static WindowKeep Near(string property, double threshold) => new(after => new DeltaEvictor<WindowElement>(threshold, static element => element.KeepNumber, after)) { Property = property };

    internal Evictor<WindowElement> Create() => _create(AfterFiring);
}
