using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk;

/// <summary>
/// A length of time as one writes it at the prompt: <c>500ms</c>, <c>5s</c>, <c>1m</c>, <c>2h</c>, <c>1d</c>, together <c>1h30m</c>, or .NET's
/// <c>00:00:05</c>. There is no way from a bare number on purpose: PowerShell reads <c>30s</c> as the number 30 of type Int16, and a TimeSpan
/// parameter would take it for 30 ticks in silence. Without one, the binder hands over the token's text.
/// </summary>
public readonly partial struct Duration : IEquatable<Duration>, IComparable<Duration>
{
    private const string Forms = "Write a number with its unit: 500ms, 5s, 1m, 2h, 1d, or several: 1h30m.";

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
    public static Duration Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (Units().Match(trimmed) is { Success: true } match)
            return new Duration(Sum(match, text));
        if (trimmed.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var value))
            return new Duration(value);
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw new FormatException($"'{text}' has no unit. Did you mean {trimmed}s or {trimmed}ms? {Forms}");
        throw new FormatException($"'{text}' is no duration. {Forms}");
    }

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

    /// <summary>The shortest text that <see cref="Parse"/> reads back: <c>90s</c> is <c>1m30s</c>.</summary>
    public override string ToString()
    {
        if (Value == TimeSpan.Zero)
            return "0s";
        if (Value.Ticks % TimeSpan.TicksPerMillisecond != 0)
            return Value.ToString("c", CultureInfo.InvariantCulture);
        return Part(Value.Days, "d") + Part(Value.Hours, "h") + Part(Value.Minutes, "m") + Part(Value.Seconds, "s") + Part(Value.Milliseconds, "ms");

        static string Part(int count, string unit) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    private static TimeSpan Sum(Match match, string text)
    {
        try
        {
            return Part("d", TimeSpan.TicksPerDay) + Part("h", TimeSpan.TicksPerHour) + Part("m", TimeSpan.TicksPerMinute)
                + Part("s", TimeSpan.TicksPerSecond) + Part("ms", TimeSpan.TicksPerMillisecond);
        }
        catch (OverflowException)
        {
            throw new FormatException($"'{text}' is too long for a duration.");
        }

        TimeSpan Part(string unit, long ticks) => match.Groups[unit] is { Success: true, Value: var number }
            ? TimeSpan.FromTicks((long)checked(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) * ticks))
            : TimeSpan.Zero;
    }

    [GeneratedRegex(
        @"^(?=\S)(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
