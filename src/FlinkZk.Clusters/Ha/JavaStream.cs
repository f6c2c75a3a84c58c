using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// The few parts of Java's serialization (its Object Serialization Stream Protocol, version 5) that Flink's nodes are made of. Objects are compared with fixed bytes, never
/// built by what the bytes say.
/// </summary>
internal static class JavaStream
{
    /// <summary>STREAM_MAGIC and STREAM_VERSION.</summary>
    public static ReadOnlySpan<byte> Header => [0xAC, 0xED, 0, 5];

    /// <summary>TC_BLOCKDATA: a byte says how many bytes follow.</summary>
    public const byte BlockData = 0x77;

    /// <summary>TC_BLOCKDATALONG: four bytes say it.</summary>
    public const byte LongBlockData = 0x7A;

    /// <summary>The most that <c>ObjectOutputStream</c> puts into one block.</summary>
    public const int MaxBlock = 1024;

    /// <summary>What is wrong with the beginning; null if nothing is.</summary>
    public static FormatError? CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return new(FormatProblem.Empty, 0, "There are no bytes.");
        var same = bytes.CommonPrefixLength(Header);
        return same == Header.Length ? null
            : same == bytes.Length ? Truncated(bytes)
            : new(FormatProblem.NotJavaStream, same, "A stream of Java's serialization begins with aced0005.");
    }

    /// <summary>The bytes end within something.</summary>
    public static FormatError Truncated(ReadOnlySpan<byte> bytes) => new(FormatProblem.Truncated, bytes.Length, $"More than these {bytes.Length} bytes were to come.");

    /// <summary>The value, if Java writes it in just these bytes.</summary>
    public static Decoded<T> IfWritten<T>(T value, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> written) where T : class
    {
        var same = bytes.CommonPrefixLength(written);
        if (same == bytes.Length && same == written.Length)
            return value;
        return new FormatError(FormatProblem.NotAsJavaWrites, same, "Java writes the same in other bytes.");
    }
}
