namespace FlinkZk.Streams.State;

/// <summary>Java's <c>hashCode</c>, because .NET's hash of a string differs from process to process and key groups must not.</summary>
internal static class JavaHash
{
    public static int Of(int value) => value;

    public static int Of(long value) => (int)(value ^ (value >>> 32));

    public static int Of(bool value) => value ? 1231 : 1237;

    /// <summary>Every NaN has Java's canonical bits.</summary>
    public static int Of(double value) => Of(double.IsNaN(value) ? 0x7ff8000000000000L : BitConverter.DoubleToInt64Bits(value));

    public static int Of(ReadOnlySpan<char> value)
    {
        var hash = 0;
        foreach (var c in value)
            hash = unchecked(31 * hash + c);
        return hash;
    }
}
