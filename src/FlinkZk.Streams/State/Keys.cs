using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.State;

/// <summary>
/// What a property's value is as a key: integers Int64 however they are written, text ordinal, enums by name, times UTC. Equal keys of different .NET types are one key, and each has a
/// hash that is the same in every process.
/// </summary>
internal static class Keys
{
    /// <summary>The key of all records where the plan names none (Flink's windowAll).</summary>
    public static readonly object Global = 0L;

    /// <summary>The key for a value that is not null.</summary>
    /// <returns>False when the value's type cannot be a key.</returns>
    public static bool TryNormalize(object value, [NotNullWhen(true)] out object? key)
    {
        key = null;
        if (!TryWiden(value, out var wide))
            return false;
        key = wide switch
        {
            double d => Integral(d) ?? wide,
            decimal m => Integral(m) ?? wide,
            _ => wide,
        };
        return true;
    }

    /// <summary>The value as one of the types that keys and aggregates have: every integer an Int64, or a Decimal or BigInteger where it is larger.</summary>
    /// <returns>False when it is of no such type.</returns>
    public static bool TryWiden(object value, [NotNullWhen(true)] out object? wide)
    {
        wide = value switch
        {
            string or long or bool or double or decimal or Guid => value,
            BigInteger b => b >= long.MinValue && b <= long.MaxValue ? (object)(long)b : value,
            Enum e => e.ToString(),
            int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            ulong u => u <= long.MaxValue ? (object)(long)u : (decimal)u,
            char c => c.ToString(),
            float f => (double)f,
            DateTime t => EpochTime.ToUtc(t),
            DateTimeOffset t => t.UtcDateTime,
            _ => null,
        };
        return wide is not null;
    }

    // 1 and 1.0 are equal. Beyond 2 to the power of 53 a Double stands for more integers than one.
    private static long? Integral(double d) => d is >= -(1L << 53) and <= 1L << 53 && Math.Truncate(d) == d ? (long)d : null;

    private static long? Integral(decimal m) => m is >= long.MinValue and <= long.MaxValue && decimal.Truncate(m) == m ? (long)m : null;

    /// <summary>The hash from which the key group comes: Java's for the types that Java has.</summary>
    public static int Hash(object key) => key switch
    {
        string s => JavaHash.Of(s),
        long n => JavaHash.Of(n),
        bool b => JavaHash.Of(b),
        double d => JavaHash.Of(d),
        DateTime t => JavaHash.Of(t.Ticks),
        // 1.0 and 1.00 are equal and so must hash alike: dividing cuts the zeros at the end.
        decimal m => JavaHash.Of((m / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)),
        BigInteger b => JavaHash.Of(b.ToString(CultureInfo.InvariantCulture)),
        Guid g => JavaHash.Of(g.ToString("D")),
        _ => throw new ArgumentException($"{key.GetType()} is not a key's type.", nameof(key)),
    };

    /// <summary>An order of keys that is the same in every process: by type, then by value.</summary>
    public static int Compare(object left, object right)
    {
        var (a, b) = (ValueTags.Of(left), ValueTags.Of(right));
        if (a != b)
            return a.CompareTo(b);
        return left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);
    }
}
