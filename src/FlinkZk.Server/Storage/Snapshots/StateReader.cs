using System.Buffers.Binary;
using System.Text.Unicode;
using FlinkZk.Server.Access;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Reads a snapshot's content, whose seal was checked before, into an empty database; a piece at a time: a large one is not to lie in memory twice. A seal finds damage,
/// and not somebody who means it: nothing is believed that a tree could not be.
/// </summary>
internal static class StateReader
{
    /// <summary>Reads it to its end.</summary>
    /// <exception cref="WireFormatException">The seal is right, and yet it cannot be read: it was written wrong.</exception>
    public static void Read(Stream content, Database database) => Read(new StateSource(content), database);

    /// <summary>Reads it up to where something else follows.</summary>
    public static void Read(StateSource source, Database database)
    {
        for (var left = BinaryPrimitives.ReadInt32BigEndian(source.Take(4)); left > 0; left--)
        {
            var session = new JuteReader(source.Take(8 + 4 + 4 + Limits.Password));
            var record = new SessionRecord(session.ReadLong(), session.ReadInt(), session.ReadBuffer() ?? []);
            if (record.Timeout <= 0 || record.Password.Length != Limits.Password)
                throw new WireFormatException($"The session 0x{record.Id:x} has a timeout of {record.Timeout} ms and a password of {record.Password.Length} bytes.");
            database.Sessions[record.Id] = record;
        }
        var (acls, line, count) = (new List<IReadOnlyList<Acl>>(), new List<(Node, int)>(), 0);
        for (; BinaryPrimitives.ReadInt32BigEndian(source.Take(4)) is var length and not StateFormat.End; count++)
        {
            var node = new JuteReader(source.Take(length));
            ReadNode(ref node, database.Tree, acls, line);
        }
        if (BinaryPrimitives.ReadInt32BigEndian(source.Take(4)) is var written && written != count)
            throw new WireFormatException($"The snapshot has {count} nodes, and says {written}.");
    }

    private static void ReadNode(ref JuteReader reader, DataTree tree, List<IReadOnlyList<Acl>> acls, List<(Node Node, int PathLength)> line)
    {
        var depth = reader.ReadInt();
        reader.TryReadBytes(out var name);
        var dataIsNull = !reader.TryReadBytes(out var data);
        if (depth < 0 || depth > line.Count || depth == 0 && line.Count > 0)
            throw new WireFormatException($"A node is {depth} deep, but stands behind one that is {line.Count - 1} deep.");
        var (parent, parentLength) = depth == 0 ? default : line[depth - 1];
        CheckPlace(parent, name);
        var pathLength = depth == 0 ? 1 : depth == 1 ? 1 + name.Length : parentLength + 1 + name.Length;
        var (czxid, mzxid, ctime, mtime, pzxid, owner) = (reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong());
        var stat = new NodeStat(czxid, mzxid, ctime, mtime, pzxid, owner, Version: reader.ReadInt(), Creates: reader.ReadInt(), AclVersion: reader.ReadInt());
        var node = tree.Restore(parent, name, data, dataIsNull, ReadAcl(ref reader, acls), stat, pathLength);

        line.RemoveRange(depth, line.Count - depth);
        line.Add((node, pathLength));
    }

    /// <summary>Refuses a node that cannot stand below another.</summary>
    /// <exception cref="WireFormatException">It has no name, or one with a slash, or one that is no text, and whose path would find nothing; or its parent goes with a session.</exception>
    public static void CheckPlace(Node? parent, ReadOnlySpan<byte> name)
    {
        if (parent is null ? !name.IsEmpty : name.IsEmpty || name.Contains((byte)'/') || !Utf8.IsValid(name))
            throw new WireFormatException($"A node has the name '{System.Text.Encoding.UTF8.GetString(name)}'.");
        if (parent is not null && NodeKind.IsEphemeral(parent.Owner))
            throw new WireFormatException($"{parent.GetPath()} goes with a session, and has children.");
    }

    private static IReadOnlyList<Acl> ReadAcl(ref JuteReader reader, List<IReadOnlyList<Acl>> acls)
    {
        var number = reader.ReadInt();
        if (number < StateFormat.NewAcl || number >= acls.Count)
            throw new WireFormatException($"A node names the access control list {number}, and there are {acls.Count}.");
        if (number == StateFormat.NewAcl)
            acls.Add(AccessControl.Share(Acl.ReadList(ref reader) ?? []));
        return acls[number == StateFormat.NewAcl ? ^1 : number];
    }
}
