using System.Globalization;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes values of text. Numbers are always written as in invariant culture.</summary>
internal static class FieldConverter
{
    private static readonly TimestampReader Timestamps = new();

    /// <summary>Delays, counts and the like are small and many: they share their boxes.</summary>
    private static readonly object[] SmallIntegers = [.. Enumerable.Range(SmallestBoxed, 1280).Select(n => (object)(long)n)];

    private static readonly object True = true;

    private static readonly object False = false;

    private const int SmallestBoxed = -256;

    /// <summary>The value of a text that is not empty, under a declared type.</summary>
    public static bool TryConvert(FieldType type, ReadOnlySpan<char> text, out object? value)
    {
        value = null;
        switch (type)
        {
            case FieldType.Text:
                value = text.ToString();
                break;
            case FieldType.Int64 when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n):
                value = Box(n);
                break;
            case FieldType.Double when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d):
                value = d;
                break;
            case FieldType.Decimal when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var m):
                value = m;
                break;
            case FieldType.Boolean when bool.TryParse(text, out var b):
                value = b ? True : False;
                break;
            case FieldType.DateTime when Timestamps.TryRead(text.ToString(), out var t):
                value = EpochTime.ToDateTime(t);
                break;
            default:
                break;
        }

        return value is not null;
    }

    /// <summary>The value of a text that is not empty, where nobody declared a type: one that would not come back as it was written (<c>007</c>) is not taken for a number.</summary>
    public static bool TryInfer(FieldType type, ReadOnlySpan<char> text, out object? value)
    {
        value = null;
        return type switch
        {
            FieldType.Int64 => IsPlainInteger(text),
            FieldType.Double => IsPlainNumber(text),
            _ => true,
        } && TryConvert(type, text, out value);
    }

    /// <summary>The number as an object.</summary>
    public static object Box(long value) =>
        (ulong)(value - SmallestBoxed) < (ulong)SmallIntegers.Length ? SmallIntegers[value - SmallestBoxed] : value;

    private static bool IsPlainInteger(ReadOnlySpan<char> text)
    {
        var digits = text.Length > 0 && text[0] == '-' ? text[1..] : text;
        return digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0 && (digits[0] != '0' || text.Length == 1);
    }

    /// <summary>An integer that fits, or a number with a fraction or an exponent and no zero too many in front.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<char> text)
    {
        var point = text.IndexOfAny('.', 'e', 'E');
        if (point < 0)
            return TryInfer(FieldType.Int64, text, out _);
        var whole = text[..point];
        return whole is "" or "-" or "-0" || IsPlainInteger(whole);
    }
}
