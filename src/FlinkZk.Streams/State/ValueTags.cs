using System.Numerics;

namespace FlinkZk.Streams.State;

/// <summary>Tells the tag of a value.</summary>
internal static class ValueTags
{
    /// <exception cref="NotSupportedException">No snapshot can hold it.</exception>
    public static ValueTag Of(object? value) => value switch
    {
        null => ValueTag.Null,
        string => ValueTag.Text,
        long => ValueTag.Int64,
        bool => ValueTag.Boolean,
        double => ValueTag.Double,
        decimal => ValueTag.Decimal,
        BigInteger => ValueTag.BigInteger,
        DateTime => ValueTag.DateTime,
        Guid => ValueTag.Guid,
        _ => throw new NotSupportedException($"A value of the type {value.GetType()} cannot be part of a snapshot."),
    };
}
