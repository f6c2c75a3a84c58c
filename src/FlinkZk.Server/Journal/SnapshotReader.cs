using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Server.Journal;

/// <summary>Reads a snapshot into an empty database. The seal is looked at first: of a snapshot that is not whole nothing is believed.</summary>
internal static class SnapshotReader
{
    private const int SealSize = 4;
    private const int ChunkSize = 1024 * 1024;

    /// <summary>Whether the file is whole, and up to which transaction something of it may be.</summary>
    public static bool IsWhole(IDiskFile file, out long endZxid)
    {
        const int EndSize = 8 + SealSize;
        endZxid = 0;
        if (file.Length < Snapshot.Magic.Length + 8 + 4 + 1 + 4 + EndSize)
            return false;
        var (crc, chunk) = (0u, new byte[ChunkSize]);
        for (var at = 0L; at < file.Length - SealSize;)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(ChunkSize, file.Length - SealSize - at));
            if (file.Read(at, part) < part.Length)
                return false;
            crc = Crc32C.Continue(crc, part);
            at += part.Length;
        }
        Span<byte> end = stackalloc byte[EndSize];
        file.Read(file.Length - EndSize, end);
        endZxid = BinaryPrimitives.ReadInt64BigEndian(end);
        return BinaryPrimitives.ReadUInt32BigEndian(end[8..]) == crc;
    }

    /// <summary>Reads a file that <see cref="IsWhole"/>, a piece at a time: a large one is not to lie in memory twice.</summary>
    /// <returns>The transaction up to which everything is in it.</returns>
    /// <exception cref="WireFormatException">The seal is right, and yet it cannot be read: it was written wrong.</exception>
    public static long Read(IDiskFile file, Database database)
    {
        var source = new SnapshotSource(file);
        var head = new JuteReader(source.Take(Snapshot.Magic.Length + 8 + 4)[Snapshot.Magic.Length..]);
        var startZxid = head.ReadLong();
        for (var left = head.ReadInt(); left > 0; left--)
        {
            var session = new JuteReader(source.Take(8 + 4 + 4 + Limits.Password));
            var record = new SessionRecord(session.ReadLong(), session.ReadInt(), session.ReadBuffer() ?? []);
            database.Sessions[record.Id] = record;
        }
        var (acls, line) = (new List<IReadOnlyList<Acl>>(), new List<Node>());
        while (BinaryPrimitives.ReadInt32BigEndian(source.Take(4)) is var length and not Snapshot.End)
        {
            var node = new JuteReader(source.Take(length));
            ReadNode(ref node, database.Tree, acls, line);
        }
        database.LastZxid = startZxid;
        return startZxid;
    }

    private static void ReadNode(ref JuteReader reader, DataTree tree, List<IReadOnlyList<Acl>> acls, List<Node> line)
    {
        var depth = reader.ReadInt();
        reader.TryReadBytes(out var name);
        var dataIsNull = !reader.TryReadBytes(out var data);
        if (depth > line.Count)
            throw new WireFormatException($"A node is {depth} deep, but stands behind one that is {line.Count - 1} deep.");
        var parent = depth == 0 ? null : line[depth - 1];
        var (czxid, mzxid, ctime, mtime, pzxid, owner) = (reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong());
        var (version, creates, aclVersion) = (reader.ReadInt(), reader.ReadInt(), reader.ReadInt());
        var acl = ReadAcl(ref reader, acls);

        // ZooKeeper's own nodes are there from the beginning.
        var node = parent is null ? tree.Root : parent.Branch?.Find(name);
        if (node is null)
        {
            node = new(parent, name, data, dataIsNull) { Czxid = czxid, Ctime = ctime, Owner = owner, AclId = tree.Acls.Rent(acl) };
            tree.Restore(parent!, node);
        }
        else
            tree.SetAcl(node, acl, aclVersion);
        tree.SetData(node, data, dataIsNull, version, mzxid, mtime);
        node.AclVersion = aclVersion;
        if (creates != 0 || pzxid != node.Pzxid)
            (node.EnsureBranch().Creates, node.EnsureBranch().Pzxid) = (creates, pzxid);

        line.RemoveRange(depth, line.Count - depth);
        line.Add(node);
    }

    private static IReadOnlyList<Acl> ReadAcl(ref JuteReader reader, List<IReadOnlyList<Acl>> acls)
    {
        var number = reader.ReadInt();
        if (number == Snapshot.NewAcl)
            acls.Add(AccessControl.Share(Acl.ReadList(ref reader) ?? []));
        return acls[number == Snapshot.NewAcl ? ^1 : number];
    }
}
