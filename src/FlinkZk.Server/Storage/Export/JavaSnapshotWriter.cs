using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Writes a state that nobody changes as a snapshot of Java's server, as <see cref="JavaSnapshot"/> draws it, with the digest (3.6) and the last zxid (3.9). A server
/// starts from it alone and begins its log behind it.
/// </summary>
internal sealed class JavaSnapshotWriter(Database database, IDiskFile file)
{
    private const int Version = 2;
    private const long OpenAcl = -1;
    private const int FlushAt = 1024 * 1024;

    private readonly WireBuffer _buffer = new(2 * FlushAt);
    private uint _checksum = Adler32.Start;
    private long _written;

    /// <summary>Writes everything and syncs it.</summary>
    public void Write(CancellationToken cancellationToken)
    {
        WriteHead();
        WriteAcls();
        WriteNodes(cancellationToken);
        Seal();
        var writer = new JuteWriter(_buffer);
        writer.WriteLong(database.LastZxid);
        writer.WriteInt(JavaDigest.Version);
        writer.WriteLong(JavaDigest.Of(database.Tree));
        Seal();
        writer.WriteLong(database.LastZxid);
        Seal();
        file.Sync();
    }

    private void WriteHead()
    {
        var writer = new JuteWriter(_buffer);
        writer.WriteInt(JavaFiles.SnapshotMagic);
        writer.WriteInt(Version);
        writer.WriteLong(JavaFiles.ExportedId);
        writer.WriteInt(database.Sessions.Count);
        foreach (var session in database.Sessions.Values)
        {
            writer.WriteLong(session.Id);
            writer.WriteInt(session.Timeout);
        }
    }

    private void WriteAcls()
    {
        var writer = new JuteWriter(_buffer);
        var used = new Dictionary<int, IReadOnlyList<Acl>>();
        foreach (var (node, _) in TreeWalk.Of(database.Tree))
            if (node.AclId != AclTable.Open)
                used[node.AclId] = database.AclOf(node);
        writer.WriteInt(used.Count);
        foreach (var (number, acl) in used)
        {
            writer.WriteLong(number);
            Acl.WriteList(ref writer, acl);
        }
    }

    private void WriteNodes(CancellationToken cancellationToken)
    {
        var writer = new JuteWriter(_buffer);
        foreach (var (node, path) in TreeWalk.Of(database.Tree))
        {
            writer.WriteString(path);
            if (node.DataIsNull)
                writer.WriteInt(-1);
            else
                writer.WriteBytes(node.Data);
            writer.WriteLong(node.AclId == AclTable.Open ? OpenAcl : node.AclId);
            writer.WriteLong(node.Czxid);
            writer.WriteLong(node.Mzxid);
            writer.WriteLong(node.Ctime);
            writer.WriteLong(node.Mtime);
            writer.WriteInt(node.Version);
            writer.WriteInt(node.Creates);
            writer.WriteInt(node.AclVersion);
            writer.WriteLong(node.Owner);
            writer.WriteLong(node.Pzxid);
            if (_buffer.Length < FlushAt)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            Flush();
        }
        writer.WriteString("/");
    }

    private void Seal()
    {
        Flush();
        var writer = new JuteWriter(_buffer);
        writer.WriteLong(_checksum);
        writer.WriteString("/");
        Flush();
    }

    private void Flush()
    {
        file.Write(_buffer.Written, _written);
        _checksum = Adler32.Append(_checksum, _buffer.Written);
        _written += _buffer.Length;
        _buffer.Clear(keep: 2 * FlushAt);
    }
}
