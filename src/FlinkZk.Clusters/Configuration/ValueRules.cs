using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Whether Flink can read a value (its <c>ConfigurationUtils</c>, <c>TimeUtils</c> and <c>MemorySize</c>, tried on 2.3.0).</summary>
internal static partial class ValueRules
{
    private static readonly string[] TimeUnits =
    [
        "d", "day", "days", "h", "hour", "hours", "min", "m", "minute", "minutes", "s", "sec", "secs", "second", "seconds", "ms", "milli", "millis", "millisecond", "milliseconds",
        "µs", "micro", "micros", "microsecond", "microseconds", "ns", "nano", "nanos", "nanosecond", "nanoseconds",
    ];

    private static readonly string[] SizeUnits = ["b", "bytes", "k", "kb", "kibibytes", "m", "mb", "mebibytes", "g", "gb", "gibibytes", "t", "tb", "tebibytes"];

    /// <summary>What is wrong with it, a sentence; null for nothing.</summary>
    public static string? Refuse(FlinkKey key, string value) => OfType(key, value) ?? SpecialValues.Refuse(key.Name, value);

    private static string? OfType(FlinkKey key, string value) => key.Type switch
    {
        FlinkKeyType.Flag => value.ToUpperInvariant() is "TRUE" or "FALSE" ? null : "It is neither true nor false.",
        FlinkKeyType.Whole => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "It is no whole number.",
        FlinkKeyType.WholeLong => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "It is no whole number.",
        FlinkKeyType.Real => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "It is no number.",
        FlinkKeyType.Duration => IsIso().IsMatch(value) ? null : RefuseUnit(value, TimeUnits, "30 s, 5 min or 500 ms"),
        FlinkKeyType.MemorySize => RefuseUnit(value, SizeUnits, "1 gb, 512m or 64 kb") ?? (MemoryRules.Bytes(value) is null ? "It is larger than any memory." : null),
        FlinkKeyType.Choice => key.Values.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"It is none of {string.Join(", ", key.Values)}.",
        _ => null,
    };

    /// <summary>Whether it is a time or a size without a unit, which is read as milliseconds or bytes.</summary>
    public static bool LacksUnit(FlinkKey key, string value) => key.Type is FlinkKeyType.Duration or FlinkKeyType.MemorySize && value != "0" && value.Length > 0 && value.All(char.IsAsciiDigit);

    /// <summary>A time of seconds, minutes and the like in milliseconds; null for one that is written otherwise.</summary>
    public static double? Milliseconds(string value)
    {
        var text = value.Trim();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var unit = text[digits..].Trim().ToLowerInvariant();
        return unit.Length == 0 || unit.StartsWith("ms", StringComparison.Ordinal) || unit.StartsWith("milli", StringComparison.Ordinal) ? number
            : unit.StartsWith('s') ? number * 1000d : unit.StartsWith('m') && !unit.StartsWith("micro", StringComparison.Ordinal) ? number * 60_000d : unit.StartsWith('h') ? number * 3_600_000d : unit.StartsWith('d') ? number * 86_400_000d : null;
    }

    private static string? RefuseUnit(string value, string[] units, string example)
    {
        var number = value.Trim().TakeWhile(char.IsAsciiDigit).Count();
        var unit = value.Trim()[number..].Trim();
        return number == 0 ? $"It does not begin with a whole number: it reads {example}."
            : unit.Length == 0 || units.Contains(unit.ToLowerInvariant()) ? null
            : $"'{unit}' is no unit, and the number is a whole one: it reads {example}.";
    }

    [GeneratedRegex(@"^P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex IsIso();
}
