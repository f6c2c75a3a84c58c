using System.Buffers.Binary;

namespace FlinkZk.Server.Journal;

/// <summary>
/// What the log consists of, little-endian, aligned to 8 bytes:
/// <code>
///  0  kind u8 · length u24     the payload's bytes; the word is never 0, so that zeros are the end
///  4  segment u32              unmasks bytes that an older file left in the same place
///  8  zxid i64                 of a transaction: one more than the one before
/// 16  syncedTo u64             the promise: when this was written, all of the segment up to there had been synced
/// 24  header crc u32           CRC-32C of the 24 bytes before
/// 28  payload crc u32
/// 32  payload, zeros up to the next multiple of 8
/// </code>
/// The length has a checksum of its own, because a length that lies makes a reader take damage for the end, and drop what was
/// acknowledged without a word.
/// </summary>
internal readonly record struct LogRecord(LogRecordKind Kind, int Length, uint Segment, long Zxid, long SyncedTo, uint PayloadCrc)
{
    public const int HeaderSize = 32;
    public const int MaxLength = 0xffffff;
    private const int CrcOffset = 24;

    /// <summary>Bytes with header and padding.</summary>
    public int Size => HeaderSize + Align(Length);

    public static int Align(int length) => (length + 7) & ~7;

    /// <summary>Writes what is known before the place in the log is: kind, length, zxid, the payload's sum.</summary>
    public static void Begin(Span<byte> header, LogRecordKind kind, int length, long zxid, uint payloadCrc)
    {
        if (length > MaxLength)
            throw new InvalidOperationException($"A transaction of {length} bytes is longer than a log record can be, {MaxLength}.");
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)length << 8 | (byte)kind);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], zxid);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], payloadCrc);
    }

    /// <summary>Completes a header that <see cref="Begin"/> began.</summary>
    /// <returns>The record's bytes.</returns>
    public static int Stamp(Span<byte> header, uint segment, long syncedTo)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], segment);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], syncedTo);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcOffset..], Crc32C.Of(header[..CrcOffset]));
        return HeaderSize + Align((int)(BinaryPrimitives.ReadUInt32LittleEndian(header) >> 8));
    }

    /// <summary>Reads a record of a segment where it lies.</summary>
    /// <returns>False unless both checksums and the segment are right.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint segment, out LogRecord record)
    {
        record = default;
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]) != Crc32C.Of(bytes[..CrcOffset]))
            return false;
        var first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        record = new(
            (LogRecordKind)(byte)first, (int)(first >> 8), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]));
        return record.Segment == segment && record.Size <= bytes.Length
            && Crc32C.Of(bytes.Slice(HeaderSize, record.Length)) == record.PayloadCrc
            && !bytes[(HeaderSize + record.Length)..record.Size].ContainsAnyExcept((byte)0);
    }
}
