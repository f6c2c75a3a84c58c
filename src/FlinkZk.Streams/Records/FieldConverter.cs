using System.Globalization;
using System.Numerics;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Records;

/// <summary>
/// What text stands for, in files as in the pipeline. Where nobody declared a type it is decided by the value alone, as of a literal in SQL: <c>12</c> is an Int64,
/// <c>9.90</c> a Decimal with its digits, <c>1.5e-3</c> a Double, <c>true</c> a Boolean; so the place of a row, or what stands in another one, changes nothing. Numbers are
/// always written as in invariant culture.
/// </summary>
public static class FieldConverter
{
    private const int SmallestBoxed = -256;

    // More digits than a Decimal has, and no number that anybody means.
    private const int MaxDigits = 400;

    private static readonly TimestampReader Timestamps = new();

    /// <summary>Delays, counts and the like are small and many: they share their boxes.</summary>
    private static readonly object[] SmallIntegers = [.. Enumerable.Range(SmallestBoxed, 1280).Select(n => (object)(long)n)];

    private static readonly object True = true;

    private static readonly object False = false;

    /// <summary>The value of a text that is not empty, under a declared type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The value: String, Int64, Double, Decimal, Boolean or DateTime in UTC.</param>
    /// <returns>False where the text is not of the type.</returns>
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

    /// <summary>
    /// What a text stands for where nobody declared a type; null where it is text. One that would not come back as it was written is no number: <c>007</c>, <c>+5</c>;
    /// nor is <c>12E4</c>, which is mostly a code: numbers with an exponent have a point or a sign in it.
    /// </summary>
    internal static object? Infer(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return null;
        return text[0] switch
        {
            (>= '0' and <= '9') or '-' or '.' => InferNumber(text),
            't' or 'T' or 'f' or 'F' => bool.TryParse(text, out var flag) && !char.IsWhiteSpace(text[^1]) ? flag ? True : False : null,
            _ => null,
        };
    }

    /// <summary>The number that a text is where one is asked for, however it is written: also <c>007</c>, <c>+5</c>, <c>12E4</c>; null where it is none.</summary>
    internal static object? ToNumber(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? Box(integer)
        : text.IndexOfAny('e', 'E') < 0 && TryDecimal(text, NumberStyles.Number & ~NumberStyles.AllowThousands, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
        : null;

    /// <summary>An integer of any size: Int64 where it fits, else Decimal, else BigInteger; null beyond what anybody means by a number.</summary>
    internal static object? ToInteger(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? Box(integer)
        : decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : digits.Length <= MaxDigits && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big
        : null;

    /// <summary>The number as an object.</summary>
    internal static object Box(long value) =>
        (ulong)(value - SmallestBoxed) < (ulong)SmallIntegers.Length ? SmallIntegers[value - SmallestBoxed] : value;

    private static object? InferNumber(ReadOnlySpan<char> text)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end < 0)
            return digits.Length > 0 && (digits[0] != '0' || text.Length == 1) ? ToInteger(text) : null;
        // A zero too many in front.
        if (end > 1 && digits[0] == '0')
            return null;
        var exponent = digits.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? digits : digits[..exponent];
        if (!IsFraction(mantissa, end, out var hasPoint))
            return null;
        if (exponent < 0)
            return TryDecimal(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, out var number) ? number : Real(text);
        var power = digits[(exponent + 1)..];
        return power.Length > 0 && (hasPoint || power[0] is '+' or '-') ? Real(text) : null;
    }

    // Digits, and a point with digits behind it or none.
    private static bool IsFraction(ReadOnlySpan<char> mantissa, int end, out bool hasPoint)
    {
        hasPoint = end < mantissa.Length && mantissa[end] == '.';
        if (!hasPoint)
            return end > 0 && end == mantissa.Length;
        var fraction = mantissa[(end + 1)..];
        return fraction.Length > 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // More digits than a Decimal keeps would be rounded: a Double says by its type that it is not exact.
    private static bool TryDecimal(ReadOnlySpan<char> text, NumberStyles style, out decimal number)
    {
        number = 0;
        return text.Length <= 29 && decimal.TryParse(text, style, CultureInfo.InvariantCulture, out number);
    }

    private static double? Real(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;
}
