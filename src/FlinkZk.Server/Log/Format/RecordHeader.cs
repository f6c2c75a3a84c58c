using System.Buffers.Binary;

namespace FlinkZk.Server.Log;

/// <summary>
/// What stands before each record's payload. Big-endian, as ZooKeeper's wire format; records begin at multiples of eight.
/// <code>
/// 0                 4         8      16         24          28           32
/// | kind 4 length 28 | segment | zxid | syncedTo | headerCrc | payloadCrc | payload | zeros to 8 |
/// '-------------------- headerCrc ---------------'                        '----- payloadCrc -----'
/// </code>
/// A length has its own checksum, because one that is believed unchecked makes damage look like an end. The segment's number unmasks bytes
/// that stem from another one, the zxid shows a gap. <c>syncedTo</c> is the promise that tells a torn tail from damage: all bytes of
/// the segment before it were synced when the record was written.
/// </summary>
internal readonly record struct RecordHeader(RecordKind Kind, int Length, uint Segment, long Zxid, long SyncedTo, uint PayloadCrc)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 32;

    /// <summary>The longest payload, as 28 bits have it.</summary>
    public const int MaxLength = (1 << 28) - 1;

    /// <summary>Records begin at multiples of it; then no header's field lies across two sectors.</summary>
    public const int Alignment = 8;

    internal const int SegmentOffset = 4;
    internal const int ZxidOffset = 8;
    internal const int SyncedToOffset = 16;
    internal const int HeaderCrcOffset = 24;
    internal const int PayloadCrcOffset = 28;

    /// <summary>Bytes of the whole record.</summary>
    public int RecordSize => Size + Padded(Length);

    /// <summary>The first word: kind and length.</summary>
    public static uint Head(RecordKind kind, int length) => ((uint)kind << 28) | (uint)length;

    /// <summary>A length, rounded up to where the next record may begin.</summary>
    public static int Padded(int length) => (length + Alignment - 1) & -Alignment;

    /// <summary>Reads a whole record, if one of this segment stands at <paramref name="position"/>: both checksums hold.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int position, uint segment, out RecordHeader header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        header = default;
        if (bytes.Length - position < Size || !TryReadHeader(bytes.Slice(position, Size), out header))
            return false;
        if (header.Segment != segment || bytes.Length - position - Size < Padded(header.Length))
            return false;
        payload = bytes.Slice(position + Size, header.Length);
        return Crc32C.Of(bytes.Slice(position + Size, Padded(header.Length))) == header.PayloadCrc;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        var head = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        header = new(
            (RecordKind)(head >> 28),
            (int)(head & MaxLength),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[SegmentOffset..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[ZxidOffset..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[SyncedToOffset..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[PayloadCrcOffset..]));
        return header.Kind != 0 && Crc32C.Of(bytes[..HeaderCrcOffset]) == BinaryPrimitives.ReadUInt32BigEndian(bytes[HeaderCrcOffset..]);
    }
}
