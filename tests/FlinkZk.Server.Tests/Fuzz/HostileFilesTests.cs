using System.Buffers.Binary;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Import;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Fuzz;

/// <summary>Files that somebody changed on purpose, so that their seals fit: they are read, or refused as damaged, and nothing else.</summary>
public sealed class HostileFilesTests : IAsyncLifetime
{
    private const int Files = 3000;

    private readonly CrashDisk _disk = new();
    private byte[] _backUp = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A state of all kinds, with transactions of all kinds behind it.
    public async ValueTask InitializeAsync()
    {
        ServerStorage? storage = null;
        await using var server = await ZkServer.StartAsync(new(), (database, apply) => storage = ServerStorage.Open(new ZkServerOptions(), database, apply), Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await MakeAsync(client, "/a");
        var isMade = false;
        _disk.BeforeOperation = () =>
        {
            if (isMade)
                return;
            isMade = true;
            MakeAsync(client, "/b").GetAwaiter().GetResult();
        };
        BackUpFile.Write(_disk, "b", storage!.Tap, Cancellation);
        _disk.BeforeOperation = null;
        _backUp = _disk["b"];
        Assert.True(_backUp.AsSpan().LastIndexOf("/b/seq-"u8) > 0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_back_up_that_was_sealed_anew_is_read_or_refused()
    {
        var mutator = new Mutator(1);
        var (read, refused) = (0, 0);
        var content = _backUp.AsSpan(SealedFile.HeaderSize..^SealedFile.FooterSize).ToArray();
        for (var i = 0; i < Files; i++)
        {
            _disk["hostile"] = Seal(mutator.Mutate(content));
            using var database = new Database();
            try
            {
                BackUpFile.Read(_disk, "hostile", database, Cancellation);
                read++;
            }
            catch (DataDamagedException)
            {
                refused++;
                continue;
            }
            await UseAsync(database);
        }
        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(9, 5)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Numbers_of_transactions_that_cannot_be_are_refused(long start, long end)
    {
        _disk["hostile"] = Seal(_backUp.AsSpan(SealedFile.HeaderSize..^SealedFile.FooterSize), start, end);
        using var database = new Database();
        Assert.Throws<DataDamagedException>(() => BackUpFile.Read(_disk, "hostile", database, Cancellation));
    }

    [Fact]
    public void A_node_whose_name_is_no_text_is_refused()
    {
        var content = _backUp.AsSpan(SealedFile.HeaderSize..^SealedFile.FooterSize).ToArray();
        content[content.AsSpan().IndexOf("seq-"u8)] = 0xFF;
        _disk["hostile"] = Seal(content);
        using var database = new Database();
        Assert.Throws<DataDamagedException>(() => BackUpFile.Read(_disk, "hostile", database, Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_chain_of_nodes_however_deep_is_read_in_the_time_of_its_length()
    {
        const int Depth = 300_000;
        var content = new WireBuffer();
        var writer = new JuteWriter(content);
        writer.WriteInt(0);
        for (var depth = 0; depth < Depth; depth++)
            WriteNode(writer, content, depth, depth switch { 0 => "", 1 => "zookeeper", 2 => "quota", _ => "a" });
        writer.WriteInt(StateFormat.End);
        writer.WriteInt(Depth);
        writer.WriteInt(0);
        _disk["hostile"] = Seal(content.Written, 5, 5);
        using var database = new Database();
        await Task.Run(() =>
        {
            BackUpFile.Read(_disk, "hostile", database, Cancellation);
            database.Quotas.Recount();
        }, Cancellation);
        Assert.Equal(Depth + 1, database.Tree.Count); // /zookeeper/config
    }

    private static void WriteNode(JuteWriter writer, WireBuffer content, int depth, string name)
    {
        var start = content.BeginFrame();
        writer.WriteInt(depth);
        writer.WriteString(name);
        writer.WriteInt(-1);
        for (var i = 0; i < 6; i++)
            writer.WriteLong(0);
        for (var i = 0; i < 3; i++)
            writer.WriteInt(0);
        writer.WriteInt(depth == 0 ? StateFormat.NewAcl : 0);
        if (depth == 0)
            Acl.WriteList(ref writer, Acl.OpenUnsafe);
        content.EndFrame(start);
    }

    [Fact]
    public async Task A_log_whose_transactions_were_sealed_anew_is_read_or_refused()
    {
        var transactions = new List<byte[]>();
        var model = new CrashDisk();
        await using (var server = await ZkServer.StartAsync(new(), (database, apply) => ServerStorage.Open(model, new(), database, apply), Cancellation))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await MakeAsync(client, "/a");
        }
        LogRecovery.Open(model, new()).Replay((_, transaction) => transactions.Add(transaction.ToArray()));
        var (mutator, read, refused) = (new Mutator(2), 0, 0);
        for (var i = 0; i < Files / 3; i++)
        {
            var disk = new CrashDisk();
            using (var writer = LogWriter.Begin(disk, LogModel.Small with { SegmentSize = 64 * 1024 }, 1, 0))
            {
                var records = new WireBuffer();
                var hostile = mutator.Random.Next(transactions.Count);
                for (var at = 0; at < transactions.Count; at++)
                    RecordEncoder.Append(records, at + 1, at == hostile ? mutator.Mutate(transactions[at]) : transactions[at]);
                writer.Append(records);
                writer.Close();
            }
            using var database = new Database();
            try
            {
                new StateRecovery(disk, database).Run(new());
                read++;
            }
            catch (DataDamagedException)
            {
                refused++;
            }
        }
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task A_Java_servers_snapshot_that_was_sealed_anew_is_read_or_refused()
    {
        using var java = new JavaData();
        using var database = new Database();
        BackUpFile.Read(_disk, "b", database, Cancellation);
        var disk = new CrashDisk();
        using (var file = disk.Create("snapshot", 0))
            new JavaSnapshotWriter(database, file).Write(Cancellation);
        var whole = disk["snapshot"];
        // Up to the first of its seals: a server of before 3.6 wrote no more.
        var end = whole.Length - 60;
        var (mutator, read, refused) = (new Mutator(3), 0, 0);
        for (var i = 0; i < Files / 3; i++)
        {
            var content = mutator.Mutate(whole.AsSpan(0, Math.Min(end, 4000))).ToArray();
            var seal = new byte[13];
            BinaryPrimitives.WriteInt64BigEndian(seal, Adler32.Of(content));
            (seal[11], seal[12]) = (1, (byte)'/');
            java[$"snapshot.{database.LastZxid:x}"] = [.. content, .. seal];
            try
            {
                var nodes = java.Read(static import => import.Database.Tree.Count);
                read++;
            }
            catch (DataDamagedException)
            {
                refused++;
            }
        }
        await Task.CompletedTask;
        Assert.True(refused > 50, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_Java_servers_log_whose_transactions_were_sealed_anew_is_read_or_refused()
    {
        using var java = new JavaData();
        byte[][] transactions =
        [
            JavaData.Transaction(1, OpCode.CreateSession, static (ref JuteWriter writer) => writer.WriteInt(4000)),
            JavaData.Create(2, "/a", 1),
            JavaData.Create(3, "/e", 2, ephemeral: true),
            JavaData.Create(4, "/a/b", 1),
            JavaData.Transaction(5, OpCode.Multi, static (ref JuteWriter writer) =>
            {
                writer.WriteInt(2);
                writer.WriteInt((int)OpCode.Delete);
                writer.WriteBuffer([0, 0, 0, 4, (byte)'/', (byte)'a', (byte)'/', (byte)'b']);
                writer.WriteInt((int)OpCode.Check);
                writer.WriteBuffer([0, 0, 0, 2, (byte)'/', (byte)'a', 0, 0, 0, 0]);
            }),
            JavaData.Transaction(6, OpCode.CloseSession, static (ref JuteWriter writer) => writer.WriteStrings(["/e"])),
        ];
        var (mutator, read, refused) = (new Mutator(4), 0, 0);
        for (var i = 0; i < Files / 3; i++)
        {
            var hostile = mutator.Random.Next(transactions.Length);
            java.AddLog(1, [.. transactions.Select((transaction, at) => at == hostile ? mutator.Mutate(transaction).ToArray() : transaction)]);
            try
            {
                java.Read(static import => import.Database.Tree.Count);
                read++;
            }
            catch (DataDamagedException)
            {
                refused++;
            }
        }
        Assert.True(read > 50 && refused > 50, $"{read} read, {refused} refused");
    }

    private static byte[] Seal(ReadOnlySpan<byte> content, long? start = null, long? end = null)
    {
        var disk = new CrashDisk();
        var copy = content.ToArray();
        // The magic of a back-up, as it has to be for anybody to read further.
        SealedFile.Write(disk, "s", "t", 0x464C494E4B5A4B42, startZxid: 11, stream => stream.Write(copy), static () => 21);
        var file = disk["s"];
        if (start is null)
            return file;
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(16), start.Value);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(file.Length - SealedFile.FooterSize + 8), end!.Value);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(file.Length - 8), Crc32C.Of(file.AsSpan(0, file.Length - 8)));
        return file;
    }

    // What was taken for good is served: a client looks at all of it, and writes.
    private static async Task UseAsync(Database database)
    {
        var disk = new CrashDisk();
        StateFiles.Write(disk, database, Cancellation);
        await using var server = await ZkServer.StartAsync(new(), (other, apply) => ServerStorage.Open(disk, LogModel.Small with { SegmentSize = 64 * 1024 }, other, apply), Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port);
        // Who may do what is for the lists to say.
        if (await client.ChildrenAsync("/") is { Error: ErrorCode.Ok } children)
            foreach (var name in children.Read<GetChildren2Response>().Children)
                await client.CallAsync(OpCode.GetAcl, new PathRequest("/" + name));
        foreach (var session in database.Sessions.Keys)
            server.ExpireSession(session);
        await client.TryCreateAsync("/hostile-on");
        Assert.Null(server.Failure);
    }

    private static async Task MakeAsync(RawClient client, string root)
    {
        await client.CreateAsync(root, "data");
        await client.CreateAsync(root + "/acl", "x", acl: [new(Permissions.All, "digest", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="), new(Permissions.Read, "world", "anyone")]);
        await client.CreateAsync(root + "/e", "mine", CreateMode.Ephemeral);
        await client.CreateAsync(root + "/seq-", "1", CreateMode.PersistentSequential);
        await client.CallAsync(OpCode.CreateContainer, new CreateRequest(root + "/container", [1], Acl.OpenUnsafe, CreateMode.Container));
        await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest(root + "/ttl", [2], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 10_000_000));
        await client.CallAsync(OpCode.SetAcl, new SetAclRequest(root + "/acl", [new(Permissions.All, "ip", "127.0.0.0/8")], -1));
        await client.CallAsync(OpCode.Multi, new MultiRequest(MultiRequest.Create(root + "/m"), MultiRequest.Set(root + "/m", "set"), MultiRequest.Delete(root + "/m")));
        await client.CallAsync(OpCode.Multi, new MultiRequest(MultiRequest.Create(root + "/never"), MultiRequest.Check(root, 77)));
        await client.SetAsync(root, "again");
    }
}
