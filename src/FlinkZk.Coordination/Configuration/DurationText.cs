using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Coordination;

/// <summary>
/// Durations as text, at the prompt, on the command line and in the configuration: <c>500ms</c>, <c>5s</c>, <c>1m</c>, <c>2h</c>, <c>7d</c>. Written in the
/// largest unit that divides them, because that is what other programs read too; several units together (<c>1h30m</c>) are read.
/// </summary>
public static partial class DurationText
{
    private const string Forms = "Write a number with its unit: 500ms, 5s, 1m, 2h, 1d, or several: 1h30m.";

    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>The text of a duration, which <see cref="Parse"/> reads back.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (suffix, unit) in Units)
            if (duration != TimeSpan.Zero && duration.Ticks % unit.Ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / unit.Ticks}{suffix}");
        return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / (decimal)TimeSpan.TicksPerMillisecond}ms");
    }

    /// <summary>Reads a duration: a number with its unit, several, or .NET's <c>00:00:05</c>.</summary>
    /// <exception cref="FormatException">Says what forms there are.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (WithUnits().Match(trimmed) is { Success: true } match)
            return Sum(match, text);
        if (trimmed.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out var value))
            return value;
        // What is suggested has to be taken then.
        if (WithUnits().IsMatch($"{trimmed}s"))
            throw new FormatException($"'{text}' has no unit. Did you mean {trimmed}s or {trimmed}ms? {Forms}");
        throw new FormatException(trimmed.StartsWith('-') && (WithUnits().IsMatch(trimmed[1..]) || WithUnits().IsMatch($"{trimmed[1..]}s"))
            ? $"A duration is not negative, as '{text}' is. {Forms}"
            : $"'{text}' is no duration. {Forms}");
    }

    private static TimeSpan Sum(Match match, string text)
    {
        try
        {
            return TimeSpan.FromTicks(Units.Sum(unit => match.Groups[unit.Suffix] is { Success: true, Value: var number }
                ? (long)checked(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture) * unit.Unit.Ticks)
                : 0));
        }
        catch (OverflowException)
        {
            throw new FormatException($"'{text}' is too long for a duration.");
        }
    }

    [GeneratedRegex(
        @"^(?=\S)(?:(?<d>[0-9]+(?:\.[0-9]+)?)d)?(?:(?<h>[0-9]+(?:\.[0-9]+)?)h)?(?:(?<m>[0-9]+(?:\.[0-9]+)?)m)?(?:(?<s>[0-9]+(?:\.[0-9]+)?)s)?(?:(?<ms>[0-9]+(?:\.[0-9]+)?)ms)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithUnits();
}
