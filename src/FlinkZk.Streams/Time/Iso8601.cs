namespace FlinkZk.Streams.Time;

/// <summary>
/// ISO 8601 as it is met in files: <c>2001-01-31</c>, then <c>T</c> or a blank and <c>06:55[:12[.345]]</c>, then <c>Z</c>, <c>+01:00</c>, <c>+0100</c> or <c>+01</c>; <c>/</c> for
/// <c>-</c> in the date, a comma before the fraction. No zone = UTC: a result must not depend on the machine's. Parts of a millisecond are cut off.
/// </summary>
internal static class Iso8601
{
    /// <summary>Reads a time as epoch milliseconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        if (!TryDate(ref text, out var days))
            return false;
        long time = 0, offset = 0;
        if (text.Length > 0)
        {
            if (text[0] is not ('T' or 't' or ' '))
                return false;
            text = text[1..].TrimStart(' ');
            if (!TryTime(ref text, out time) || !TryZone(text, out offset))
                return false;
        }

        milliseconds = days * 86_400_000L + time - offset;
        return true;
    }

    private static bool TryDate(ref ReadOnlySpan<char> text, out long days)
    {
        days = 0;
        if (text.Length < 10 || text[4] is not ('-' or '/') || text[7] != text[4]
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        days = new DateOnly(year, month, day).DayNumber + EpochTime.Min / 86_400_000;
        text = text[10..];
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out var hour) || !TryDigits(text[3..5], out var minute) || hour > 23 || minute > 59)
            return false;
        text = text[5..];
        var second = 0;
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!TryDigits(text[1..3], out second) || second > 59)
                return false;
            text = text[3..];
            if (text.Length > 0 && text[0] is '.' or ',' && !TryFraction(ref text, out milliseconds))
                return false;
        }

        milliseconds += ((hour * 60 + minute) * 60 + second) * 1000L;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        var i = 1;
        for (var weight = 100; i < text.Length && char.IsAsciiDigit(text[i]); i++, weight /= 10)
            milliseconds += (text[i] - '0') * weight;
        text = text[i..];
        return i > 1;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        text = text.Trim(' ');
        if (text.Length == 0 || text is ['Z' or 'z'])
            return true;
        if (text[0] is not ('+' or '-'))
            return false;
        var digits = text[1..];
        var minute = 0;
        var valid = digits.Length switch
        {
            2 => TryDigits(digits, out var _),
            4 => TryDigits(digits[2..], out minute),
            5 => digits[2] == ':' && TryDigits(digits[3..], out minute),
            _ => false,
        };
        if (!valid || !TryDigits(digits[..2], out var hour) || hour > 18 || minute > 59)
            return false;
        milliseconds = (hour * 60 + minute) * 60_000L * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }

        return true;
    }
}
