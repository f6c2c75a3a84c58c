using System.Buffers.Binary;
using System.Numerics;

namespace FlinkZk.Server.Journal;

/// <summary>CRC-32C, by the processor's own instruction.</summary>
internal static class Crc32C
{
    private const uint Start = 0xffffffff;

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(Start, bytes);

    /// <summary>Goes on with a sum that <see cref="Of"/> or this gave.</summary>
    public static uint Continue(uint sum, ReadOnlySpan<byte> bytes) => ~Append(~sum, bytes);

    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return crc;
    }
}
