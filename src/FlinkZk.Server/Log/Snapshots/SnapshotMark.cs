using System.Buffers.Binary;

namespace FlinkZk.Server.Log;

/// <summary>
/// A snapshot in the log: this very file was complete, read back and verified, and everything in it was in the log before. Only a snapshot that the
/// log knows is started from.
/// </summary>
/// <param name="StartZxid">Every transaction up to here is in it.</param>
/// <param name="EndZxid">Some of those between are in it; none after.</param>
/// <param name="Seal">The file's checksum.</param>
internal readonly record struct SnapshotMark(long StartZxid, long EndZxid, uint Seal)
{
    /// <summary>Bytes in a record.</summary>
    public const int Size = 20;

    public static SnapshotMark Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, StartZxid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], EndZxid);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], Seal);
    }
}
