using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Server.Journal;

/// <summary>
/// Writes a snapshot while the server works: a few thousand nodes under each read lock. A node that went meanwhile is left out, one
/// that came may be in it or not: the log's records from the start tell.
/// </summary>
internal sealed class SnapshotWriter(Database database, IDiskFile file)
{
    private const int NodesUnderLock = 1024;
    private const int FlushAt = 1024 * 1024;

    private readonly WireBuffer _buffer = new(2 * FlushAt);
    private readonly Dictionary<IReadOnlyList<Acl>, int> _acls = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<(Node Node, int Depth)> _open = new();
    private long _written;
    private uint _crc;
    private int _count;

    /// <summary>The transaction up to which everything is in it.</summary>
    public long StartZxid { get; private set; }

    /// <summary>Writes everything, with the seal, and syncs it.</summary>
    public void Write(CancellationToken cancellationToken)
    {
        Locked(WriteHead);
        while (_open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Locked(WriteSome);
            if (_buffer.Length >= FlushAt)
                Flush();
        }
        Locked(WriteEnd);
        Flush();
        var seal = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(seal, _crc);
        file.Write(_written, seal);
        file.Flush();
    }

    private void WriteHead()
    {
        StartZxid = database.LastZxid;
        var writer = new JuteWriter(_buffer);
        Snapshot.Magic.CopyTo(_buffer.Append(Snapshot.Magic.Length));
        writer.WriteLong(StartZxid);
        writer.WriteInt(database.Sessions.Count);
        foreach (var session in database.Sessions.Values)
        {
            writer.WriteLong(session.Id);
            writer.WriteInt(session.Timeout);
            writer.WriteBytes(session.Password);
        }
        _open.Push((database.Tree.Root, 0));
    }

    private void WriteSome()
    {
        for (var left = NodesUnderLock; left > 0 && _buffer.Length < FlushAt && _open.TryPop(out var next); left--)
        {
            var (node, depth) = next;
            if (node.Parent is { } parent && parent.Branch?.Find(node.Name) != node)
                continue;
            WriteNode(node, depth);
            if (node.Branch is { } branch)
                foreach (var child in branch)
                    _open.Push((child, depth + 1));
        }
    }

    private void WriteNode(Node node, int depth)
    {
        _count++;
        var writer = new JuteWriter(_buffer);
        var start = _buffer.BeginFrame();
        writer.WriteInt(depth);
        writer.WriteBytes(node.Name);
        if (node.DataIsNull)
            writer.WriteInt(-1);
        else
            writer.WriteBytes(node.Data);
        writer.WriteLong(node.Czxid);
        writer.WriteLong(node.Mzxid);
        writer.WriteLong(node.Ctime);
        writer.WriteLong(node.Mtime);
        writer.WriteLong(node.Pzxid);
        writer.WriteLong(node.Owner);
        writer.WriteInt(node.Version);
        writer.WriteInt(node.Creates);
        writer.WriteInt(node.AclVersion);
        WriteAcl(writer, database.AclOf(node));
        _buffer.EndFrame(start);
    }

    private void WriteAcl(JuteWriter writer, IReadOnlyList<Acl> acl)
    {
        if (_acls.TryGetValue(acl, out var number))
        {
            writer.WriteInt(number);
            return;
        }
        _acls.Add(acl, _acls.Count);
        writer.WriteInt(Snapshot.NewAcl);
        Acl.WriteList(ref writer, acl);
    }

    private void WriteEnd()
    {
        var writer = new JuteWriter(_buffer);
        writer.WriteInt(Snapshot.End);
        writer.WriteInt(_count);
        writer.WriteLong(database.LastZxid);
    }

    private void Flush()
    {
        _crc = Crc32C.Continue(_crc, _buffer.Written);
        file.Write(_written, _buffer.Written);
        _written += _buffer.Length;
        _buffer.Clear();
    }

    private void Locked(Action write)
    {
        database.Gate.EnterReadLock();
        try
        {
            write();
        }
        finally
        {
            database.Gate.ExitReadLock();
        }
    }
}
