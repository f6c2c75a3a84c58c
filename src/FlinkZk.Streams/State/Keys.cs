using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.State;

/// <summary>
/// What a property's value is as a key: integers Int64, text ordinal, enums by name, times UTC. Equal keys of different .NET types are one key, and each has a
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
        key = value switch
        {
            string or long or bool or double or decimal or Guid => value,
            Enum e => e.ToString(),
            int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            ulong u => u <= long.MaxValue ? (object)(long)u : (decimal)u,
            char c => c.ToString(),
            float f => (double)f,
            DateTime t => EpochTime.ToUtc(t),
            DateTimeOffset t => t.UtcDateTime,
            _ => null,
        };
        return key is not null;
    }

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
        Guid g => JavaHash.Of(g.ToString("D")),
        _ => throw new ArgumentException($"{key.GetType()} is not a key's type.", nameof(key)),
    };
}
