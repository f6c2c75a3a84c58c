using System.IO.Compression;
using FlinkZk.Server.Access;
using FlinkZk.Server.Errors;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>
/// A snapshot of Java's server (<c>FileSnap</c>, <c>DataTree.serialize</c>), big-endian, plain or as gzip:
/// <code>
/// "ZKSN" · version i32 · database i64
/// session count i32 · (id i64 · timeout i32)*
/// list count i32 · (number i64 · acl[])*
/// (path · data · list i64 · czxid · mzxid · ctime · mtime · version · cversion · aversion · owner · pzxid)* · "/"
/// seal i64 · "/"
/// digest zxid i64 · digest version i32 · digest i64 · seal i64 · "/"      from 3.6 on, unless switched off
/// last zxid i64 · seal i64 · "/"                                          from 3.9 on, unless switched off
/// </code>
/// A seal is Adler-32 of everything before it. The root's path is empty, parents stand before their children; cversion counts creates.
/// The number in its name says which transactions are in it for certain: it is taken while others go on.
/// </summary>
internal sealed class JavaSnapshot
{
    private const int Version = 2;
    private const long OpenAcl = -1;

    /// <summary>Stands for a list that the snapshot does not have: its node came while the snapshot was taken, and the log tells.</summary>
    private static readonly IReadOnlyList<Acl> Unknown = [new(Permissions.None, "unknown", "")];

    private readonly JavaInput _input;
    private readonly Database _database;
    private readonly Dictionary<long, IReadOnlyList<Acl>> _acls = new() { [OpenAcl] = Acl.OpenUnsafe };
    private readonly List<Node> _withoutAcl = [];

    // What one writes packs to a tenth or so; a file that unpacks without end would fill the process.
    private const int MostRatio = 200;
    private const long AlwaysTaken = 1L << 30;

    private long _most = long.MaxValue;

    private JavaSnapshot(Stream stream, Database database) => (_input, _database) = (new(stream), database);

    /// <summary>The last transaction of which something is in it; null where it does not say.</summary>
    public long? EndZxid { get; private set; }

    /// <summary>The tree's digest after <see cref="EndZxid"/>; null where there is none.</summary>
    public long? Digest { get; private set; }

    /// <summary>Reads a file into an empty database.</summary>
    /// <exception cref="DataDamagedException">It is no whole snapshot.</exception>
    /// <exception cref="NotSupportedException">It is compressed in a way that cannot be read.</exception>
    public static JavaSnapshot Read(string path, long zxid, Database database, CancellationToken cancellationToken)
    {
        if (path.EndsWith(".snappy", StringComparison.Ordinal))
            throw new NotSupportedException($"{path} is compressed with Snappy, which cannot be read. Start the server once with -Dzookeeper.snapshot.compression.method=gz (or without compression), let it take a snapshot, stop it and import again.");
        // Not opened: a pipe without a writer would never return.
        if (JavaFiles.Regular(path) is not { } target)
            throw new DataDamagedException($"{path} is empty, or no file.", path, 0, zxid + 1, null);
        using var file = target.OpenRead();
        using var plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var snapshot = new JavaSnapshot(plain, database) { _most = Math.Max(AlwaysTaken, file.Length * MostRatio) };
        try
        {
            snapshot.Read(cancellationToken);
            database.LastZxid = zxid;
            return snapshot;
        }
        catch (Exception e) when (e is WireFormatException or InvalidDataException)
        {
            throw new DataDamagedException($"{path}, offset {snapshot._input.Position}: the snapshot is damaged or not whole. {e.Message}", path, snapshot._input.Position, zxid + 1, null, e);
        }
    }

    /// <summary>Whether every node has its list, now that the log was replayed.</summary>
    public bool HasAllAcls() => _withoutAcl.All(node => _database.AclOf(node) != Unknown || _database.Tree.Find(node.GetPath()) != node);

    private void Read(CancellationToken cancellationToken)
    {
        if (_input.ReadInt() != JavaFiles.SnapshotMagic || _input.ReadInt() != Version)
            throw new WireFormatException("It does not begin as a snapshot of ZooKeeper does.");
        _input.ReadLong();
        for (var left = _input.ReadInt(); left > 0; left--)
        {
            var (id, timeout) = (_input.ReadLong(), _input.ReadInt());
            if (timeout <= 0)
                throw new WireFormatException($"The session 0x{id:x} has a timeout of {timeout} ms.");
            _database.Sessions[id] = new(id, timeout, JavaPassword.Of(id));
        }
        for (var left = _input.ReadInt(); left > 0; left--)
            _acls[_input.ReadLong()] = ReadAcl();
        while (ReadNode())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_input.Position > _most)
                throw new WireFormatException($"It unpacks to more than {MostRatio} times its size.");
        }
        CheckSeal();
        ReadEnd();
    }

    private IReadOnlyList<Acl> ReadAcl()
    {
        var list = new List<Acl>();
        for (var left = _input.ReadInt(); left > 0; left--)
            list.Add(new((Permissions)_input.ReadInt(), _input.ReadString(), _input.ReadString()));
        return AccessControl.Share(list);
    }

    // Returns false at the end of the nodes.
    private bool ReadNode()
    {
        var path = _input.ReadItem(out _).ToArray();
        if (path is [(byte)'/'])
            return false;
        var slash = path.AsSpan().LastIndexOf((byte)'/');
        var parent = slash < 0 ? null : _database.Tree.Find(slash == 0 ? "/"u8 : path.AsSpan(0, slash));
        if (parent is null && path.Length > 0)
            throw new WireFormatException($"{System.Text.Encoding.UTF8.GetString(path)} stands before its parent.");

        StateReader.CheckPlace(parent, path.AsSpan(slash + 1));
        var data = _input.ReadItem(out var dataIsNull).ToArray();
        var hasAcl = _acls.TryGetValue(_input.ReadLong(), out var acl);
        var (czxid, mzxid, ctime, mtime) = (_input.ReadLong(), _input.ReadLong(), _input.ReadLong(), _input.ReadLong());
        var (version, creates, aclVersion, owner) = (_input.ReadInt(), _input.ReadInt(), _input.ReadInt(), _input.ReadLong());
        var stat = new NodeStat(czxid, mzxid, ctime, mtime, Pzxid: _input.ReadLong(), owner, version, creates, aclVersion);
        var node = _database.Tree.Restore(parent, path.AsSpan(slash + 1), data, dataIsNull, acl ?? Unknown, stat, Math.Max(path.Length, 1));
        if (!hasAcl)
            _withoutAcl.Add(node);
        return true;
    }

    private void ReadEnd()
    {
        if (_input.IsAtEnd)
            return;
        var (zxid, version) = (_input.ReadLong(), _input.ReadInt());
        // Version 1 wrote it as a string.
        if (version >= JavaDigest.Version)
            Digest = _input.ReadLong();
        else
            _input.ReadItem(out _);
        CheckSeal();
        if (version != JavaDigest.Version || zxid == 0)
            Digest = null;
        else
            EndZxid = zxid;
        if (_input.IsAtEnd)
            return;
        EndZxid = _input.ReadLong();
        CheckSeal();
    }

    private void CheckSeal()
    {
        var checksum = _input.Checksum;
        if (_input.ReadLong() != checksum)
            throw new WireFormatException("Its checksum does not fit.");
        _input.ReadItem(out _);
    }
}
