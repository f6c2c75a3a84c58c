using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Server.Log;

/// <summary>
/// Writes records in place, in two steps by two owners: who knows the payload encodes it between <see cref="Begin"/> and <see cref="End"/>;
/// the log thread, which knows where it will lie, fills in the rest by <see cref="Seal"/>.
/// </summary>
internal static class RecordEncoder
{
    /// <summary>Leaves room for a header; the payload is appended next.</summary>
    /// <returns>Where the record begins, for <see cref="End"/>.</returns>
    public static int Begin(WireBuffer records)
    {
        var start = records.Length;
        records.Append(RecordHeader.Size);
        return start;
    }

    /// <summary>Completes what can be known of the record begun at <paramref name="start"/>: its length, number and payload's checksum.</summary>
    public static void End(WireBuffer records, int start, long zxid, RecordKind kind = RecordKind.Transaction)
    {
        var length = records.Length - start - RecordHeader.Size;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, RecordHeader.MaxLength);
        records.Append(RecordHeader.Padded(length) - length).Clear();
        records.PatchInt(start, (int)RecordHeader.Head(kind, length));
        records.PatchLong(start + RecordHeader.ZxidOffset, zxid);
        records.PatchInt(start + RecordHeader.PayloadCrcOffset, (int)Crc32C.Of(records.Written[(start + RecordHeader.Size)..]));
    }

    /// <summary>Appends a whole record.</summary>
    public static void Append(WireBuffer records, long zxid, ReadOnlySpan<byte> payload, RecordKind kind = RecordKind.Transaction)
    {
        var start = Begin(records);
        payload.CopyTo(records.Append(payload.Length));
        End(records, start, zxid, kind);
    }

    /// <summary>Gives all records their place and promise.</summary>
    /// <param name="records">Whole records.</param>
    /// <param name="segment">The segment that they go to.</param>
    /// <param name="syncedTo">Everything before it is synced.</param>
    /// <param name="lastZxid">The last transaction before them.</param>
    /// <returns>The last transaction with them.</returns>
    /// <exception cref="InvalidOperationException">A transaction does not follow the one before: a reader would have to take it for a gap.</exception>
    public static long Seal(WireBuffer records, uint segment, long syncedTo, long lastZxid)
    {
        for (var at = 0; at < records.Length;)
        {
            var record = records.Written[at..];
            var head = BinaryPrimitives.ReadUInt32BigEndian(record);
            var zxid = BinaryPrimitives.ReadInt64BigEndian(record[RecordHeader.ZxidOffset..]);
            var expected = head >> 28 == (uint)RecordKind.Transaction ? lastZxid + 1 : lastZxid;
            if (zxid != expected)
                throw new InvalidOperationException($"Record 0x{zxid:x} was to be logged where 0x{expected:x} belongs.");

            records.PatchInt(at + RecordHeader.SegmentOffset, (int)segment);
            records.PatchLong(at + RecordHeader.SyncedToOffset, syncedTo);
            records.PatchInt(at + RecordHeader.HeaderCrcOffset, (int)Crc32C.Of(records.Written.Slice(at, RecordHeader.HeaderCrcOffset)));
            lastZxid = zxid;
            at += RecordHeader.Size + RecordHeader.Padded((int)(head & RecordHeader.MaxLength));
        }
        return lastZxid;
    }
}
