using System.Globalization;
using System.Numerics;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A DECIMAL out of its text. The gateway leaves trailing zeros out and uses exponents: 100.00 comes as 1E+2; the type has the scale. A decimal of .NET has 96 bits, Flink's has 38
/// digits: what does not fit stays text.
/// </summary>
internal static class SqlDecimal
{
    private const int MaxScale = 28;
    private const int MaxDigits = 100;
    private const int Bits = 96;

    public static object Parse(string text, int scale)
    {
        var exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return text;
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var behind = point < 0 ? 0 : mantissa.Length - point - 1;
        var shift = scale + exponent - behind;
        if (mantissa.Length > MaxDigits || shift is < -MaxDigits or > MaxDigits
            || !BigInteger.TryParse(point < 0 ? mantissa : mantissa.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return text;
        var unscaled = number;
        if (shift >= 0)
            unscaled *= BigInteger.Pow(10, shift);
        else if (!Divides(ref unscaled, -shift))
            return text;
        var size = BigInteger.Abs(unscaled);
        return scale is >= 0 and <= MaxScale && size.GetBitLength() <= Bits
            ? new decimal((int)(uint)(size & uint.MaxValue), (int)(uint)((size >> 32) & uint.MaxValue), (int)(uint)((size >> 64) & uint.MaxValue), unscaled.Sign < 0, (byte)scale)
            : Plain(size, scale, unscaled.Sign < 0);
    }

    private static bool Divides(ref BigInteger number, int digits)
    {
        number = BigInteger.DivRem(number, BigInteger.Pow(10, digits), out var remainder);
        return remainder.IsZero;
    }

    private static string Plain(BigInteger size, int scale, bool isNegative)
    {
        var digits = size.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (isNegative ? "-" : "") + (scale <= 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }
}
