using System.Globalization;

namespace FlinkZk.Streams.Time;

/// <summary>What a property's value is as event time. Integers are epoch milliseconds; text is ISO 8601, or what the format says; no zone = UTC.</summary>
/// <param name="format">The .NET format of text; null = ISO 8601 or epoch milliseconds.</param>
internal sealed class TimestampReader(string? format = null)
{
    /// <summary>Reads a time as epoch milliseconds.</summary>
    /// <param name="value">A value that is not null.</param>
    /// <param name="milliseconds">The time.</param>
    /// <returns>False when it is not a time, or lies outside the years 1 to 9999.</returns>
    public bool TryRead(object value, out long milliseconds)
    {
        milliseconds = 0;
        var known = value switch
        {
            string text => TryReadText(text, out milliseconds),
            long n => Known(n, out milliseconds),
            DateTime t => Known(EpochTime.FromDateTime(t), out milliseconds),
            DateTimeOffset t => Known(EpochTime.FromDateTime(t.UtcDateTime), out milliseconds),
            DateOnly d => Known(EpochTime.FromDateTime(d.ToDateTime(TimeOnly.MinValue)), out milliseconds),
            int or short or sbyte or byte or ushort or uint => Known(Convert.ToInt64(value, CultureInfo.InvariantCulture), out milliseconds),
            double d => d == Math.Floor(d) && Math.Abs(d) <= EpochTime.Max && Known((long)d, out milliseconds),
            decimal m => m == decimal.Floor(m) && Math.Abs(m) <= EpochTime.Max && Known((long)m, out milliseconds),
            ulong u => u <= EpochTime.Max && Known((long)u, out milliseconds),
            _ => false,
        };
        return known && milliseconds is >= EpochTime.Min and <= EpochTime.Max;
    }

    private bool TryReadText(string value, out long milliseconds)
    {
        milliseconds = 0;
        if (format is not null)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
            return DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, Utc, out var time) && Known(EpochTime.FromDateTime(time), out milliseconds);
        }

        var text = value.AsSpan().Trim();
        return Iso8601.TryParse(text, out milliseconds) || TryReadNumber(text, out milliseconds);
    }

    /// <summary>Digits alone are epoch milliseconds, except where they may as well be a year, a date or a date with time: then only a format can say.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        return text.Length is not (4 or 8 or 14) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds);
    }

    private static bool Known(long value, out long milliseconds)
    {
        milliseconds = value;
        return true;
    }
}
