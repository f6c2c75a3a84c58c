using System.Buffers.Binary;

namespace FlinkZk.Server.Log;

/// <summary>
/// A sealed file with the state. It is taken while transactions go on: all up to <c>start</c> are in it, some of those up to <c>end</c>, none after.
/// <code>
/// 0       8         12  16      24    28   32                  n       n+8   n+16     n+24   n+28
/// | magic | version | 0 | start | crc | 0  | content ......... | magic | end | length | seal | 0 |
/// '- crc -----------------------'
/// '- seal ---------------------------------------------------------------------------'
/// </code>
/// </summary>
/// <param name="StartZxid">Every transaction up to here is in it; also in its name.</param>
/// <param name="EndZxid">None after this one is in it.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Seal">CRC-32C of everything before it.</param>
internal sealed record SnapshotFile(long StartZxid, long EndZxid, long Length, uint Seal)
{
    internal const int HeaderSize = 32;
    internal const int FooterSize = 32;

    private const ulong Magic = 0x464C494E4B5A4B53; // "FLINKZKS"
    private const uint Version = 1;
    private const int SealOffset = 24;

    /// <summary>Its file.</summary>
    public string Name => LogFiles.Snapshot(StartZxid);

    /// <summary>What the log says of it.</summary>
    public SnapshotMark Mark => new(StartZxid, EndZxid, Seal);

    /// <summary>Writes a snapshot and reads it back; it may be started from once its mark is in the log.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="startZxid">The last transaction that was applied before the content is written.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="endZxid">The last transaction that is applied; asked after the content was written.</param>
    /// <exception cref="DiskFullException">There is no room for it; nothing is left of it, and the log is not harmed.</exception>
    public static SnapshotFile Write(IDisk disk, long startZxid, Action<Stream> content, Func<long> endZxid)
    {
        var name = LogFiles.Snapshot(startZxid);
        var temporary = name + LogFiles.Temporary;
        try
        {
            var written = WriteFile(disk, temporary, startZxid, content, endZxid);
            if (ReadBack(disk, temporary, startZxid, out var read) is { } problem || read != written)
                throw new IOException($"The snapshot {disk.PathOf(temporary)} was not read back as it was written. Look after the disk.");
            disk.Rename(temporary, name);
            disk.SyncDirectory();
            return written;
        }
        catch
        {
            disk.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a whole snapshot and checks its seal.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Verify(IDisk disk, long zxid, out SnapshotFile? snapshot) => ReadBack(disk, LogFiles.Snapshot(zxid), zxid, out snapshot);

    /// <summary>Its content, to read once from the beginning.</summary>
    public Stream OpenContent(IDisk disk) => new SnapshotReader(disk.Open(Name), Length);

    private static SnapshotFile WriteFile(IDisk disk, string name, long startZxid, Action<Stream> content, Func<long> endZxid)
    {
        using var file = disk.Create(name, 0);
        using var writer = new SnapshotWriter(file);
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(header, Magic);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], startZxid);
        BinaryPrimitives.WriteUInt32BigEndian(header[SealOffset..], Crc32C.Of(header[..SealOffset]));
        writer.Write(header);

        content(writer);

        var (end, length) = (endZxid(), writer.Position - HeaderSize);
        Span<byte> footer = stackalloc byte[FooterSize];
        footer.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(footer, Magic);
        BinaryPrimitives.WriteInt64BigEndian(footer[8..], end);
        BinaryPrimitives.WriteInt64BigEndian(footer[16..], length);
        writer.Write(footer[..SealOffset]);
        var seal = writer.Checksum;
        BinaryPrimitives.WriteUInt32BigEndian(footer[SealOffset..], seal);
        writer.Write(footer[SealOffset..]);
        writer.Flush();
        file.Sync();
        return new(startZxid, end, length, seal);
    }

    private static string? ReadBack(IDisk disk, string name, long zxid, out SnapshotFile? snapshot)
    {
        snapshot = null;
        using var file = disk.Open(name);
        var length = file.Length - HeaderSize - FooterSize;
        Span<byte> header = stackalloc byte[HeaderSize];
        Span<byte> footer = stackalloc byte[FooterSize];
        if (length < 0 || file.Read(header, 0) < HeaderSize || file.Read(footer, HeaderSize + length) < FooterSize)
            return "it is too short";
        if (BinaryPrimitives.ReadUInt64BigEndian(header) != Magic || BinaryPrimitives.ReadUInt64BigEndian(footer) != Magic)
            return "it is not a snapshot, or not a whole one";
        if (BinaryPrimitives.ReadUInt32BigEndian(header[8..]) is not Version and var version)
            return $"it is of version {version}, which this server does not know";
        var start = BinaryPrimitives.ReadInt64BigEndian(header[16..]);
        var seal = BinaryPrimitives.ReadUInt32BigEndian(footer[SealOffset..]);
        if (start != zxid || BinaryPrimitives.ReadInt64BigEndian(footer[16..]) != length || footer[(SealOffset + 4)..].ContainsAnyExcept((byte)0))
            return "name, header and length do not fit together";
        if (SnapshotReader.Checksum(file, HeaderSize + length + SealOffset) != seal)
            return "its content is damaged";
        snapshot = new(start, BinaryPrimitives.ReadInt64BigEndian(footer[8..]), length, seal);
        return null;
    }
}
