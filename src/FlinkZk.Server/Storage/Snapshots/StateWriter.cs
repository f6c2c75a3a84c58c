using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Writes a snapshot while the server works: a few thousand nodes under each read lock. A node that went meanwhile is left out, one
/// that came may be in it or not: the log's records from the start tell.
/// </summary>
internal sealed class StateWriter(Database database, Stream content)
{
    private const int NodesUnderLock = 1024;
    private const int FlushAt = 1024 * 1024;

    private readonly WireBuffer _buffer = new(2 * FlushAt);
    private readonly Dictionary<IReadOnlyList<Acl>, int> _acls = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<(Node Node, int Depth)> _open = new();
    private int _count;

    /// <summary>Writes everything.</summary>
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
    }

    private void WriteHead()
    {
        var writer = new JuteWriter(_buffer);
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
        writer.WriteInt(StateFormat.NewAcl);
        Acl.WriteList(ref writer, acl);
    }

    private void WriteEnd()
    {
        var writer = new JuteWriter(_buffer);
        writer.WriteInt(StateFormat.End);
        writer.WriteInt(_count);
    }

    private void Flush()
    {
        content.Write(_buffer.Written);
        _buffer.Clear();
    }

    private void Locked(Action write)
    {
        using (database.Gate.Read())
            write();
    }
}
