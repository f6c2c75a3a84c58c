using System.Buffers.Binary;
using FlinkZk.Server.Tree;

namespace FlinkZk.Server.Storage;

/// <summary>
/// The digest of a whole tree, as Java's server notes it in snapshots and behind each transaction (<c>DigestCalculator</c>, version 2): the sum of a
/// CRC-32 of each node's path, data and Stat. It shows that an import has the very tree that Java's server had; lists of access are not in it.
/// </summary>
internal static class JavaDigest
{
    /// <summary>The version that this is.</summary>
    public const int Version = 2;

    private const int StatSize = 60;
    private static readonly uint[] Table = MakeTable();

    /// <summary>The digest of a tree.</summary>
    public static long Of(DataTree tree)
    {
        var (digest, open) = (0L, new Stack<(Node Node, byte[] Path)>([(tree.Root, [])]));
        Span<byte> stat = stackalloc byte[StatSize];
        while (open.TryPop(out var next))
        {
            var (node, path) = next;
            // Java leaves out what lies below /zookeeper: quotas are counted by each server on its own.
            if (!path.AsSpan().StartsWith("/zookeeper/"u8))
            {
                WriteStat(node, stat);
                digest = unchecked(digest + ~Append(Append(Append(uint.MaxValue, path), node.Data), stat));
            }
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    open.Push((child, [.. path, (byte)'/', .. child.Name]));
        }
        return digest;
    }

    private static void WriteStat(Node node, Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, node.Czxid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], node.Mzxid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], node.Pzxid);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], node.Ctime);
        BinaryPrimitives.WriteInt64BigEndian(bytes[32..], node.Mtime);
        BinaryPrimitives.WriteInt32BigEndian(bytes[40..], node.Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes[44..], node.Creates);
        BinaryPrimitives.WriteInt32BigEndian(bytes[48..], node.AclVersion);
        BinaryPrimitives.WriteInt64BigEndian(bytes[52..], node.Owner);
    }

    // CRC-32 as in zip; the processor's own instruction is for CRC-32C.
    private static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            table[i] = crc;
        }
        return table;
    }
}
