using System.Globalization;

namespace FlinkZk.Wire;

/// <summary>
/// The number that the server appends to the name of a sequential node: the parent's create count, ten digits, a signed 32-bit
/// value that wraps to <c>-2147483648</c> (<c>PrepRequestProcessor</c>: <c>String.format("%010d")</c>).
/// </summary>
public static class SequenceNumber
{
    /// <summary>Digits of a number that has not wrapped.</summary>
    public const int Digits = 10;

    /// <summary>The suffix for <paramref name="number"/>; a wrapped one has its sign and eleven characters.</summary>
    public static string Format(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>Reads the number at the end of a node's name.</summary>
    /// <param name="name">The name or path.</param>
    /// <param name="number">The number, with its sign: splitting at the last '-' would lose it.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> name, out int number)
    {
        number = 0;
        if (name.Length < Digits || name[^Digits..].ContainsAnyExceptInRange('0', '9'))
            return false;
        // Ten digits from 2147483648 up only come with the sign of a wrapped counter before them.
        var signed = name.Length > Digits && name[^(Digits + 1)] == '-' && long.Parse(name[^Digits..], CultureInfo.InvariantCulture) is var digits
            && (digits > int.MaxValue || name.Length > Digits + 1 && name[^(Digits + 2)] == '-');
        return int.TryParse(signed ? name[^(Digits + 1)..] : name[^Digits..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// Which of two numbers was given first, by serial-number arithmetic (RFC 1982): right across the wrap, as long as fewer than
    /// 2^31 nodes lie between them. Comparing text or subtracting names re-elects for ever once a counter has wrapped.
    /// </summary>
    public static int Compare(int left, int right) => unchecked(left - right);
}
