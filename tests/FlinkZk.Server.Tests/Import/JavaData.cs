using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>A data directory as Java's server writes it, made by hand: so it can be damaged, and hold what no server writes any more.</summary>
internal sealed class JavaData : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-java-").FullName;

    public JavaData() => Directory.CreateDirectory(Folder);

    internal delegate void Body(ref JuteWriter writer);

    public string Root => _root;

    public string Folder => Path.Combine(_root, "version-2");

    public byte[] this[string name]
    {
        get => File.ReadAllBytes(Path.Combine(Folder, name));
        set => File.WriteAllBytes(Path.Combine(Folder, name), value);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Imports it, and looks.</summary>
    public T Read<T>(Func<JavaImport, T> look)
    {
        using var import = new JavaImport(JavaFiles.Find(_root, _root));
        import.Run(TestContext.Current.CancellationToken);
        return look(import);
    }

    /// <summary>A log with some zeros behind it, as it is preallocated.</summary>
    public void AddLog(long zxid, params byte[][] transactions) => this[$"log.{zxid:x}"] = Log(transactions);

    public static byte[] Log(params byte[][] transactions) => Bytes((ref JuteWriter writer) =>
    {
        writer.WriteInt(0x5A4B4C47);
        writer.WriteInt(2);
        writer.WriteLong(0);
        foreach (var transaction in transactions)
        {
            writer.WriteLong(Adler32.Of(transaction));
            writer.WriteBuffer(transaction);
            writer.WriteBool(true);
        }
    }, static bytes => MarkEnds(bytes, 16)).Concat(new byte[200]).ToArray();

    public static byte[] Transaction(long zxid, OpCode type, Body body, long session = 1) => Bytes((ref JuteWriter writer) =>
    {
        new TxnHeader(session, 0, zxid, 1000 + zxid, type).Write(ref writer);
        body(ref writer);
    });

    public static byte[] Create(long zxid, string path, int creates, bool ephemeral = false, OpCode type = OpCode.Create2) => Transaction(zxid, type, (ref JuteWriter writer) =>
    {
        writer.WriteString(path);
        writer.WriteBuffer([1, 2, 3]);
        Acl.WriteList(ref writer, Acl.OpenUnsafe);
        writer.WriteBool(ephemeral);
        if (creates >= 0)
            writer.WriteInt(creates);
    });

    /// <summary>A snapshot with nodes in depth-first order; the root and ZooKeeper's own come by themselves.</summary>
    public void AddSnapshot(long zxid, IEnumerable<(string Path, long Acl, NodeStat Stat)> nodes, long? lastZxid = null, int rootCreates = 0) =>
        this[$"snapshot.{zxid:x}"] = Snapshot([("", -1, new NodeStat() with { Creates = rootCreates }), ("/zookeeper", -1, default), ("/zookeeper/config", -1, default), ("/zookeeper/quota", -1, default), .. nodes], lastZxid);

    private static byte[] Snapshot(IEnumerable<(string Path, long Acl, NodeStat Stat)> nodes, long? lastZxid)
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        writer.WriteInt(0x5A4B534E);
        writer.WriteInt(2);
        writer.WriteLong(-1);
        writer.WriteInt(1);
        writer.WriteLong(0x77);
        writer.WriteInt(5000);
        writer.WriteInt(1);
        writer.WriteLong(1);
        Acl.WriteList(ref writer, [new(Permissions.Read, "world", "anyone")]);
        foreach (var (path, acl, stat) in nodes)
        {
            writer.WriteString(path);
            writer.WriteBuffer(path.Length == 0 ? [] : [9]);
            writer.WriteLong(acl);
            foreach (var value in (long[])[stat.Czxid, stat.Mzxid, stat.Ctime, stat.Mtime])
                writer.WriteLong(value);
            foreach (var value in (int[])[stat.Version, stat.Creates, stat.AclVersion])
                writer.WriteInt(value);
            writer.WriteLong(stat.Owner);
            writer.WriteLong(stat.Pzxid);
        }
        writer.WriteString("/");
        Seal(buffer);
        if (lastZxid is not { } last)
            return buffer.Written.ToArray();
        // No digest, as with zookeeper.digest.enabled=false it is not written: zero is none.
        writer.WriteLong(0);
        writer.WriteInt(2);
        writer.WriteLong(0);
        Seal(buffer);
        writer.WriteLong(last);
        Seal(buffer);
        return buffer.Written.ToArray();
    }

    private static void Seal(WireBuffer buffer)
    {
        var writer = new JuteWriter(buffer);
        writer.WriteLong(Adler32.Of(buffer.Written));
        writer.WriteString("/");
    }

    private static byte[] Bytes(Body write, Action<byte[]>? finish = null)
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        write(ref writer);
        var bytes = buffer.Written.ToArray();
        finish?.Invoke(bytes);
        return bytes;
    }

    private static void MarkEnds(byte[] log, int at)
    {
        while (at < log.Length)
        {
            at += 12 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at + 8));
            log[at++] = (byte)'B';
        }
    }
}
