using System.Buffers.Binary;
using System.Globalization;

namespace FlinkZk.Server.Journal;

/// <summary>
/// What a segment begins with, little-endian. The chain of numbers and zxids shows a segment that is missing or cut short; the
/// capacity shows a file that is.
/// <code>
///  0  "FZKLOG01"
///  8  segment u32 · 0 u32
/// 16  previous zxid i64     the last transaction of the segment before; 0 for the first
/// 24  capacity i64          the file's length until it is closed
/// 32  crc u32 · 0 u32       CRC-32C of the 32 bytes before
/// </code>
/// </summary>
internal readonly record struct SegmentHeader(uint Segment, long PreviousZxid, long Capacity)
{
    public const int Size = 40;
    public const string Prefix = "log-";
    private const int CrcOffset = 32;

    private static ReadOnlySpan<byte> Magic => "FZKLOG01"u8;

    public static string NameOf(uint segment) => Prefix + segment.ToString("d10", CultureInfo.InvariantCulture);

    /// <summary>The number in a segment's name, null for other files.</summary>
    public static uint? NumberOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && uint.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), PreviousZxid);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Capacity);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CrcOffset), Crc32C.Of(bytes.AsSpan(0, CrcOffset)));
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Size || !bytes[..8].SequenceEqual(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]) != Crc32C.Of(bytes[..CrcOffset]) || bytes[(CrcOffset + 4)..Size].ContainsAnyExcept((byte)0))
            return false;
        header = new(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return true;
    }
}
