namespace FlinkZk.Server.Storage;

/// <summary>Adler-32 (RFC 1950), with which Java's server seals transactions and snapshots (<c>java.util.zip.Adler32</c>).</summary>
internal static class Adler32
{
    /// <summary>The checksum of nothing.</summary>
    public const uint Start = 1;

    private const uint Modulus = 65521;

    // The most bytes after which the second sum still fits into 32 bits.
    private const int Block = 5552;

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(Start, bytes);

    /// <summary>Takes more bytes in.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (checksum & 0xffff, checksum >> 16);
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(Block, bytes.Length)];
            foreach (var value in block)
                b += a += value;
            (a, b) = (a % Modulus, b % Modulus);
            bytes = bytes[block.Length..];
        }
        return (b << 16) | a;
    }
}
