namespace FlinkZk.Streams.Records;

/// <summary>Integers in UTF-8, written as <see cref="FieldConverter"/> writes and infers them; all else is left to it.</summary>
internal static class Utf8Number
{
    // So many digits fit in an Int64 whatever they are.
    private const int MaxDigits = 18;

    /// <returns>False also of an integer that is written otherwise, or has more than 18 digits.</returns>
    public static bool TryInt64(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        // A zero too many in front is text, and minus zero too.
        if (digits.Length is 0 or > MaxDigits || (digits[0] == '0' && text.Length > 1))
            return false;
        foreach (var digit in digits)
        {
            if ((uint)(digit - '0') > 9)
                return false;
            value = value * 10 + (digit - '0');
        }

        if (isNegative)
            value = -value;
        return true;
    }
}
