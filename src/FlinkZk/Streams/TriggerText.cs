using System.Globalization;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Triggers and what windows keep, as texts: <c>count 100</c>, <c>every 10s</c>, <c>delta 5 Price</c>, <c>end</c>; <c>last 5</c>, <c>within 1m</c>, <c>near 3 Price</c>.</summary>
internal static class TriggerText
{
    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static WindowTrigger Trigger(string text) => Words(text) switch
    {
        ["END"] => WindowTrigger.AtEnd,
        ["COUNT", var count] when Count(count) is { } n => WindowTrigger.EveryRecords(n),
        ["EVERY", var length] when Length(length) is { } interval => WindowTrigger.Every(interval),
        ["DELTA", var threshold, var property] when Number(threshold) is { } distance => WindowTrigger.OnDelta(property, distance),
        _ => throw new FormatException($"'{text}' is no trigger. Write 'count 100', 'every 10s', 'delta 5 Price' or 'end'."),
    };

    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static WindowKeep Keep(string text) => Words(text) switch
    {
        ["LAST", var count] when Count(count) is { } n and <= int.MaxValue => WindowKeep.Last((int)n),
        ["WITHIN", var length] when Length(length) is { } time => WindowKeep.Within(time),
        ["NEAR", var threshold, var property] when Number(threshold) is { } distance => WindowKeep.Near(property, distance),
        _ => throw new FormatException($"'{text}' does not say what a window keeps. Write 'last 5', 'within 1m' or 'near 3 Price'."),
    };

    // The property keeps its case, and its blanks.
    private static string[] Words(string text)
    {
        var words = text.Trim().Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0)
            words[0] = words[0].ToUpperInvariant();
        if (words.Length == 3)
            words[2] = words[2].Trim().Trim('\'', '"');
        return words;
    }

    private static long? Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && double.IsFinite(number) ? number : null;

    private static TimeSpan? Length(string text)
    {
        try
        {
            return Duration.Parse(text).Value is var length && length >= TimeSpan.FromMilliseconds(1) ? length : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
