using System.Globalization;

namespace FlinkZk.Clusters.Sql;

/// <summary>Dates and times out of their texts; null for what .NET does not hold exactly: digits of a second behind the seventh, years of five digits.</summary>
internal static class SqlTimes
{
    private const string Fraction = "HH:mm:ss.FFFFFFF";

    public static object? Date(string text) => Read(text, "yyyy-MM-dd", DateTimeStyles.None);

    /// <param name="text">The text.</param>
    /// <param name="separator">What stands between date and time: T in JSON, a blank in plain text.</param>
    public static object? Timestamp(string text, char separator) => Read(text, $"yyyy-MM-dd'{separator}'{Fraction}", DateTimeStyles.None);

    public static object? Instant(string text) => text.EndsWith('Z') ? Read(text, $"yyyy-MM-dd'T'{Fraction}'Z'", DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) : null;

    public static object? TimeOfDay(string text) => TimeOnly.TryParseExact(text, Fraction, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    private static DateTime? Read(string text, string format, DateTimeStyles styles) => DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, styles, out var time) ? time : null;
}
