using System.Buffers.Binary;

namespace FlinkZk.Server.Log;

/// <summary>
/// A file that is whole or refused: a state, and which transactions are in it. All up to <c>start</c> are, some of those up to <c>end</c>, none after,
/// because it is written while transactions go on.
/// <code>
/// 0       8         12  16      24    28   32                  n       n+8   n+16     n+24   n+28
/// | magic | version | 0 | start | crc | 0  | content ......... | magic | end | length | seal | 0 |
/// '- crc -----------------------'
/// '- seal ---------------------------------------------------------------------------'
/// </code>
/// The magic says what the content is. Big-endian; the checksums are CRC-32C.
/// </summary>
/// <param name="StartZxid">Every transaction up to here is in it.</param>
/// <param name="EndZxid">None after this one is in it.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="Seal">CRC-32C of everything before it.</param>
internal sealed record SealedFile(long StartZxid, long EndZxid, long Length, uint Seal)
{
    internal const int HeaderSize = 32;
    internal const int FooterSize = 32;

    private const uint Version = 1;
    private const int SealOffset = 24;

    // More than any server will ever write.
    private const long MostToCome = 1L << 48;

    /// <summary>Writes a file under a temporary name, reads it back, and gives it its name.</summary>
    /// <param name="disk">Where it goes.</param>
    /// <param name="name">Its name.</param>
    /// <param name="temporary">The name that it has until it is whole.</param>
    /// <param name="magic">What it is.</param>
    /// <param name="startZxid">The last transaction that was applied before the content is written.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="endZxid">The last transaction of which something is in it; asked after the content was written.</param>
    /// <exception cref="DiskFullException">There is no room for it; nothing is left of it.</exception>
    public static SealedFile Write(IDisk disk, string name, string temporary, ulong magic, long startZxid, Action<Stream> content, Func<long> endZxid)
    {
        using var own = new OwnFiles(disk);
        var written = WriteFile(own, temporary, magic, startZxid, content, endZxid);
        if (Verify(disk, temporary, magic, out var read) is not null || read != written)
            throw new IOException($"{disk.PathOf(temporary)} was not read back as it was written. Look after the disk.");
        own.Publish(temporary, name);
        own.SyncDirectory();
        own.Keep();
        return written;
    }

    /// <summary>Its content, to read once from the beginning.</summary>
    public Stream OpenContent(IDisk disk, string name) => new SealedFileReader(disk.Open(name), Length);

    private static SealedFile WriteFile(OwnFiles disk, string name, ulong magic, long startZxid, Action<Stream> content, Func<long> endZxid)
    {
        using var file = disk.Create(name, 0);
        using var writer = new SealedFileWriter(file);
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(header, magic);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], startZxid);
        BinaryPrimitives.WriteUInt32BigEndian(header[SealOffset..], Crc32C.Of(header[..SealOffset]));
        writer.Write(header);

        content(writer);

        var (end, length) = (endZxid(), writer.Position - HeaderSize);
        Span<byte> footer = stackalloc byte[FooterSize];
        footer.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(footer, magic);
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

    /// <summary>Reads a whole file and checks its seal.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Verify(IDisk disk, string name, ulong magic, out SealedFile? found)
    {
        found = null;
        using var file = disk.Open(name);
        var length = file.Length - HeaderSize - FooterSize;
        Span<byte> header = stackalloc byte[HeaderSize];
        Span<byte> footer = stackalloc byte[FooterSize];
        if (length < 0 || file.Read(header, 0) < HeaderSize || file.Read(footer, HeaderSize + length) < FooterSize)
            return "it is too short";
        if (BinaryPrimitives.ReadUInt64BigEndian(header) != magic || BinaryPrimitives.ReadUInt64BigEndian(footer) != magic)
            return "it is not what its name says, or not a whole one";
        if (BinaryPrimitives.ReadUInt32BigEndian(header[8..]) is not Version and var version)
            return $"it is of version {version}, which this server does not know";
        var seal = BinaryPrimitives.ReadUInt32BigEndian(footer[SealOffset..]);
        if (BinaryPrimitives.ReadInt64BigEndian(footer[16..]) != length || footer[(SealOffset + 4)..].ContainsAnyExcept((byte)0))
            return "its length is not what it says";
        if (SealedFileReader.Checksum(file, HeaderSize + length + SealOffset) != seal)
            return "its content is damaged";
        var (start, end) = (BinaryPrimitives.ReadInt64BigEndian(header[16..]), BinaryPrimitives.ReadInt64BigEndian(footer[8..]));
        if (start < 0 || end < start || end > long.MaxValue - MostToCome)
            return $"it says that it holds transactions up to 0x{start:x} and 0x{end:x}";
        found = new(start, end, length, seal);
        return null;
    }
}
