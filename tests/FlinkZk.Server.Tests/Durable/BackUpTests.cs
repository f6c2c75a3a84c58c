using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Import;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>Back-up while a server works and while it does not; restore, and what refuses.</summary>
public sealed class BackUpTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-backup-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string DataPath => Path.Combine(_root, "data");

    private string Restored => Path.Combine(_root, "restored");

    private string BackUp => Path.Combine(_root, "made", "for it", "monday");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_back_up_that_is_made_while_clients_write_is_the_state_after_its_last_transaction(bool inMemory)
    {
        var reference = new ReferenceState();
        await using var server = await ZkServer.StartAsync(new() { DataPath = inMemory ? null : DataPath }, Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 20_000);
        for (var i = 0; i < 3000; i++)
            reference.Add(await client.SendRequestAsync(OpCode.Create2, new CreateRequest($"/{i}", [1], Acl.OpenUnsafe, i % 10 == 0 ? CreateMode.Ephemeral : CreateMode.Persistent)));
        foreach (var xid in reference.Xids)
            await client.ReadReplyAsync(xid);

        using var stop = new CancellationTokenSource();
        var writer = reference.ChangeAsync(client, 3000, stop.Token);
        var made = new List<ZkDataBackUp>();
        for (var i = 0; i < 3; i++)
        {
            var enough = server.Statistics.LastZxid + 20;
            await Eventually.Async(() => server.Statistics.LastZxid > enough, "the writer is at work", Cancellation);
            made.Add(await server.BackUpAsync($"{BackUp}-{i}", Cancellation));
        }
        await stop.CancelAsync();
        await writer;

        foreach (var backUp in made)
        {
            Assert.Equal(new FileInfo(backUp.File).Length, backUp.Length);
            var restored = await ZkDataFolder.RestoreAsync(backUp.File, $"{Restored}-{backUp.LastZxid}", Cancellation);
            Assert.Equal((backUp.LastZxid, 1), (restored.LastZxid, restored.Sessions));
            await using var next = await ZkServer.StartAsync(new() { DataPath = restored.Path }, Cancellation);
            await using var reader = await RawClient.ConnectAsync(next.Port, session: client.Session.SessionId, password: client.Session.Password);
            Assert.Equal(client.Session.SessionId, reader.Session.SessionId);
            Assert.Equal(reference.VersionsAt(backUp.LastZxid), await ReferenceState.ReadAsync(reader));
            Assert.Equal("/on", await reader.CreateAsync("/on"));
        }
        // Only the files that were asked for.
        Assert.Equal(3, Directory.GetFiles(Path.GetDirectoryName(BackUp)!).Length);
    }

    [Fact]
    public async Task A_stopped_folder_is_backed_up_and_restored_and_goes_on_from_there()
    {
        SortedDictionary<string, string> before;
        await using (var server = await ZkServer.StartAsync(new() { DataPath = DataPath }, Cancellation))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/q-", "x", CreateMode.PersistentSequential, [new(Permissions.All, "world", "anyone"), new(Permissions.Read, "ip", "10.0.0.1")]);
            await server.TakeSnapshotAsync();
            await client.SetAsync("/q-0000000000", "y");
            before = await TreeDump.ReadAsync(client);
        }
        var names = Directory.GetFiles(DataPath).ToDictionary(static file => file, File.GetLastWriteTimeUtc);

        var backUp = await ZkDataFolder.BackUpAsync(DataPath, BackUp, Cancellation);
        Assert.Equal(3, backUp.LastZxid);
        Assert.Equal(names, Directory.GetFiles(DataPath).ToDictionary(static file => file, File.GetLastWriteTimeUtc));
        await ZkDataFolder.RestoreAsync(BackUp, Restored, Cancellation);

        for (var restart = 0; restart < 2; restart++)
        {
            await using var server = await ZkServer.StartAsync(new() { DataPath = Restored }, Cancellation);
            Assert.Empty(server.Recovery!.Findings);
            await using var client = await RawClient.ConnectAsync(server.Port);
            if (restart == 0)
                TreeDump.AssertSame(before, await TreeDump.ReadAsync(client));
            Assert.Equal($"/q-000000000{restart + 1}", await client.CreateAsync("/q-", mode: CreateMode.PersistentSequential));
        }
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = DataPath }, Cancellation);
        await server.BackUpAsync(BackUp, Cancellation);
        Assert.Contains("exists already", (await Assert.ThrowsAsync<DataFolderException>(async () => await server.BackUpAsync(BackUp, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("in use", (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.BackUpAsync(DataPath, BackUp + "2", Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("holds data", (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.RestoreAsync(BackUp, DataPath, Cancellation))).Message, StringComparison.Ordinal);
        await ZkDataFolder.RestoreAsync(BackUp, Restored, Cancellation);
        Assert.Contains("holds data", (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.RestoreAsync(BackUp, Restored, Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await ZkDataFolder.RestoreAsync(BackUp + "3", Restored + "3", Cancellation));
        Assert.False(Directory.Exists(Restored + "3"));
    }

    [Fact]
    public async Task A_back_up_that_is_damaged_anywhere_is_refused_and_leaves_nothing()
    {
        await using (var server = await ZkServer.StartAsync(new(), Cancellation))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/a", "data");
            await server.BackUpAsync(BackUp, Cancellation);
        }
        var bytes = await File.ReadAllBytesAsync(BackUp, Cancellation);
        var damaged = BackUp + "-damaged";
        for (var at = 0; at < bytes.Length; at += 7)
        {
            bytes[at] ^= 4;
            await File.WriteAllBytesAsync(damaged, bytes, Cancellation);
            await Assert.ThrowsAsync<DataDamagedException>(async () => await ZkDataFolder.RestoreAsync(damaged, Restored, Cancellation));
            bytes[at] ^= 4;
            await File.WriteAllBytesAsync(damaged, bytes[..at], Cancellation);
            await Assert.ThrowsAsync<DataDamagedException>(async () => await ZkDataFolder.RestoreAsync(damaged, Restored, Cancellation));
            Assert.False(Directory.Exists(Restored));
        }
    }

    [Fact]
    public async Task A_disk_that_fails_leaves_no_back_up_and_harms_no_server()
    {
        using var database = new Database();
        var whole = new CrashDisk();
        BackUpFile.Write(whole, "b", database, Cancellation);
        for (var fail = 1; fail <= whole.Operations; fail++)
        {
            var disk = new CrashDisk { FailAt = fail };
            Assert.ThrowsAny<IOException>(() => BackUpFile.Write(disk, "b", database, Cancellation));
            Assert.Empty(disk.List());
        }

        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(async () => await server.BackUpAsync(Path.Combine(_root, new string('x', 300)), Cancellation));
        await server.BackUpAsync(BackUp, Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.Equal("/a", await client.CreateAsync("/a"));
    }

    [Fact]
    public void Folders_that_cannot_be_written_whole_hold_nothing_afterwards()
    {
        using var database = new Database { LastZxid = 7 };
        var whole = new CrashDisk();
        StateFiles.Write(whole, database, Cancellation);
        Assert.Equal(7, LogRecovery.Open(whole, new()).LastZxid);
        for (var fail = 1; fail <= whole.Operations; fail++)
        {
            var disk = new CrashDisk { FailAt = fail };
            Assert.ThrowsAny<IOException>(() => StateFiles.Write(disk, database, Cancellation));
            Assert.Empty(disk.List());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_crash_leaves_a_whole_folder_or_one_that_no_server_starts_from(int seed)
    {
        using var database = new Database { LastZxid = 7 };
        var (disk, random) = (new CrashDisk(), new Random(seed));
        disk.BeforeOperation = () =>
        {
            var left = disk.Crash(CrashKind.Torn, random);
            try
            {
                Assert.Equal(LogFiles.Snapshots(left.List()).Count == 0 ? 0 : 7, LogRecovery.Open(left, new()).LastZxid);
            }
            catch (LogDamagedException)
            {
                // Refused: the folder was not finished.
            }
        };
        StateFiles.Write(disk, database, Cancellation);
    }

    [Fact]
    public async Task A_second_back_up_at_the_same_time_is_refused()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        using var database = new Database();
        var tap = new TransactionTap(database, static _ => { });
        tap.Open(static _ => { });
        Assert.Throws<InvalidOperationException>(() => BackUpFile.Write(new CrashDisk(), "b", tap, Cancellation));
        tap.Close();
        Assert.Equal(0, BackUpFile.Write(new CrashDisk(), "b", tap, Cancellation).LastZxid);
    }

    /// <summary>What one writer's answers say of the tree after each transaction.</summary>
    private sealed class ReferenceState
    {
        private readonly List<(long Zxid, string Path, int Version)> _changes = [];

        public List<int> Xids { get; } = [];

        public void Add(int xid) => Xids.Add(xid);

        public async Task ChangeAsync(RawClient client, int nodes, CancellationToken stop)
        {
            var random = new Random(5);
            while (!stop.IsCancellationRequested)
            {
                var path = $"/{random.Next(nodes)}";
                switch (random.Next(3))
                {
                    case 0:
                        if (await client.DeleteAsync(path) is { Error: ErrorCode.Ok } deleted)
                            _changes.Add((deleted.Header.Zxid, path, -1));
                        break;
                    case 1:
                        if (await client.TryCreateAsync(path, "again") is { Error: ErrorCode.Ok } created)
                            _changes.Add((created.Header.Zxid, path, 0));
                        break;
                    default:
                        if (await client.SetAsync(path, $"{random.Next()}") is { Error: ErrorCode.Ok } set)
                            _changes.Add((set.Header.Zxid, path, set.Read<Stat>().Version));
                        break;
                }
            }
        }

        public SortedDictionary<string, int> VersionsAt(long zxid)
        {
            var versions = new SortedDictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < 3000; i++)
                versions[$"/{i}"] = 0;
            foreach (var change in _changes.Where(change => change.Zxid <= zxid))
                if (change.Version < 0)
                    versions.Remove(change.Path);
                else
                    versions[change.Path] = change.Version;
            return versions;
        }

        public static async Task<SortedDictionary<string, int>> ReadAsync(RawClient client)
        {
            var versions = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var name in (await client.NamesAsync("/")).Where(static name => name != "zookeeper"))
                versions["/" + name] = (await client.StatAsync("/" + name)).Version;
            return versions;
        }
    }
}
