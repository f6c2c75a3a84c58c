using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>
/// A length of time as one writes it at the prompt: <c>500ms</c>, <c>5s</c>, <c>1m</c>, <c>2h</c>, <c>1d</c>, together <c>1h30m</c>, or .NET's
/// <c>00:00:05</c>. There is no way from a bare number on purpose: PowerShell reads <c>30s</c> as the number 30 of type Int16, and a TimeSpan
/// parameter would take it for 30 ticks in silence. Without one, the binder hands over the token's text.
/// </summary>
public readonly struct Duration : IEquatable<Duration>, IComparable<Duration>
{
    /// <summary>A duration from text.</summary>
    /// <param name="text">As <see cref="Parse"/> takes it.</param>
    /// <exception cref="FormatException">The text is no duration.</exception>
    public Duration(string text) => Value = Parse(text).Value;

    /// <summary>A duration from a TimeSpan.</summary>
    /// <param name="value">Its length; not negative.</param>
    /// <exception cref="FormatException">It is negative.</exception>
    public Duration(TimeSpan value) =>
        Value = value >= TimeSpan.Zero ? value : throw new FormatException($"A duration is not negative, as {value:c} is.");

    /// <summary>The length.</summary>
    public TimeSpan Value { get; }

    /// <summary>Reads a duration.</summary>
    /// <param name="text">For example <c>1h30m</c>.</param>
    /// <exception cref="FormatException">Says what forms there are.</exception>
    public static Duration Parse(string text) => new(DurationText.Parse(text));

    /// <summary>The same length as a TimeSpan.</summary>
    public static implicit operator TimeSpan(Duration duration) => duration.Value;

    /// <summary>The same length as a TimeSpan.</summary>
    public TimeSpan ToTimeSpan() => Value;

    /// <summary>Whether both are of the same length.</summary>
    public static bool operator ==(Duration left, Duration right) => left.Equals(right);

    /// <summary>Whether the lengths differ.</summary>
    public static bool operator !=(Duration left, Duration right) => !left.Equals(right);

    /// <summary>Whether the first is shorter.</summary>
    public static bool operator <(Duration left, Duration right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is not longer.</summary>
    public static bool operator <=(Duration left, Duration right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is longer.</summary>
    public static bool operator >(Duration left, Duration right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not shorter.</summary>
    public static bool operator >=(Duration left, Duration right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public bool Equals(Duration other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Duration other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>A text that <see cref="Parse"/> reads back, in the largest unit that divides it: <c>90s</c>, <c>2h</c>.</summary>
    public override string ToString() => DurationText.Format(Value);
}
