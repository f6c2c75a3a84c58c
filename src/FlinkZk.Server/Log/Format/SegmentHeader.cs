using System.Buffers.Binary;

namespace FlinkZk.Server.Log;

/// <summary>
/// The beginning of each segment. It links the segments: a segment holds exactly the transactions after <c>previousZxid</c> up to that
/// of its successor, or it has been damaged.
/// <code>
/// 0       8         12       16             24         32    36   40
/// | magic | version | number | previousZxid | reserved | crc | 0 | records ...
/// </code>
/// <c>reserved</c> is the file's length while it is written: one that is shorter and was not closed has been cut, not torn.
/// </summary>
internal readonly record struct SegmentHeader(uint Number, long PreviousZxid, long Reserved)
{
    /// <summary>Bytes of the header, and where the first record begins.</summary>
    public const int Size = 40;

    private const ulong Magic = 0x464C494E4B5A4B4C; // "FLINKZKL"
    private const uint Version = 1;
    private const int CrcOffset = 32;

    /// <summary>Whether a file begins as a segment does, by its first eight bytes.</summary>
    public static bool IsBeginning(ulong bytes) => bytes == Magic;

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Version);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], PreviousZxid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], Reserved);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[CrcOffset..], Crc32C.Of(bytes[..CrcOffset]));
    }

    /// <summary>Reads it.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> bytes, uint number, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Size)
            return "it is shorter than a segment's header";
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes) != Magic || BinaryPrimitives.ReadUInt32BigEndian(bytes[CrcOffset..]) != Crc32C.Of(bytes[..CrcOffset]))
            return "its header is damaged";
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) is not Version and var version)
            return $"it is of version {version}, which this server does not know";
        header = new(
            BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[24..]));
        return header.Number == number ? null : $"its header says that it is segment {header.Number}";
    }
}
