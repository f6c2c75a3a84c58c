using FlinkZk.Server.Errors;
using FlinkZk.Server.Options;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>A server with a data folder: what outlives it.</summary>
public sealed class DurableServerTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-data-").FullName;

    [Fact]
    public async Task Nodes_and_sessions_outlive_the_server()
    {
        byte[] password;
        long session;
        Stat before;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port, timeout: 20_000);
            (session, password) = (client.Session.SessionId, client.Session.Password!);
            await client.CreateAsync("/a", "hello");
            await client.CreateAsync("/a/e", mode: CreateMode.Ephemeral);
            await client.CallAsync(OpCode.SetAcl, new SetAclRequest("/a", [new(Permissions.All, "ip", "127.0.0.1")], 0));
            await client.SetAsync("/a", "world");
            before = await client.StatAsync("/a");
        }
        await using (var server = await StartAsync())
        {
            Assert.Equal(5, server.Recovery!.Replayed);
            await using var back = await RawClient.ConnectAsync(server.Port, timeout: 20_000, session: session, password: password);
            Assert.Equal(session, back.Session.SessionId);
            Assert.Equal(before, await back.StatAsync("/a"));
            Assert.Equal("world"u8.ToArray(), (await back.GetAsync("/a")).Read<GetDataResponse>().Data);
            Assert.Equal(session, (await back.StatAsync("/a/e")).EphemeralOwner);
            await back.CallAsync(OpCode.CloseSession);
        }
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            Assert.Empty(await client.NamesAsync("/a"));
            Assert.NotEqual(session, client.Session.SessionId);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var server = await StartAsync();
        var refused = await Assert.ThrowsAsync<DataFolderException>(StartAsync);
        Assert.Contains("in use by another server", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_taken_while_clients_write_and_the_log_behind_it_are_the_whole_state()
    {
        const int Nodes = 3000; // more than are written under one lock
        Dictionary<string, (Stat, string)> before;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port, timeout: 20_000);
            await client.CreateAsync("/a", acl: [new(Permissions.All, "ip", "127.0.0.1")]);
            var xids = new List<int>();
            for (var i = 0; i < Nodes; i++)
                xids.Add(await client.SendRequestAsync(OpCode.Create2, new CreateRequest($"/a/{i}", null, Acl.OpenUnsafe, i % 10 == 0 ? CreateMode.Ephemeral : CreateMode.Persistent)));
            foreach (var xid in xids)
                await client.ReadReplyAsync(xid);

            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4).Select(i => ChangeAsync(server.Port, Nodes, seed: i, stop.Token)).ToList();
            for (var i = 0; i < 5; i++)
                await server.TakeSnapshotAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            Assert.Null(server.SnapshotFailure);
            before = await DumpAsync(client, "/");
        }
        Assert.Equal(3, Directory.GetFiles(_path, "snapshot.*").Length);
        await using (var server = await StartAsync())
        {
            Assert.NotNull(server.Recovery!.Snapshot);
            Assert.Empty(server.Recovery.Findings);
            await using var client = await RawClient.ConnectAsync(server.Port);
            var after = await DumpAsync(client, "/");
            Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
            Assert.All(before, node => Assert.Equal(node.Value, after[node.Key]));
        }
    }

    [Fact]
    public async Task A_snapshot_is_taken_after_so_many_transactions()
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = _path, SnapshotEvery = 10 }, TestContext.Current.CancellationToken);
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 0; i < 25; i++)
            await client.CreateAsync($"/{i}");
        await Eventually.Async(() => Directory.GetFiles(_path, "snapshot.????????????????").Length > 0, "a snapshot is there", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(new() { DataPath = _path + "2", SnapshotEvery = 0 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Old_snapshots_are_deleted_at_their_time_if_they_have_one()
    {
        var time = new FakeTimeProvider();
        var options = new ZkServerOptions { DataPath = _path, TimeProvider = time, PurgeInterval = TimeSpan.FromHours(1), SnapshotsKept = 2 };
        await using (var server = await ZkServer.StartAsync(options, TestContext.Current.CancellationToken))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            for (var i = 0; i < 5; i++)
            {
                await client.CreateAsync($"/{i}");
                await server.TakeSnapshotAsync();
            }
            Assert.Equal(5, Directory.GetFiles(_path, "snapshot.*").Length);
            var segments = Directory.GetFiles(_path, "log.*").Length;
            time.Advance(TimeSpan.FromHours(1));
            await Eventually.Async(() => Directory.GetFiles(_path, "log.*").Length < segments, "old segments are gone", TestContext.Current.CancellationToken);
            Assert.Equal(2, Directory.GetFiles(_path, "snapshot.*").Length);
        }
        await using var again = await ZkServer.StartAsync(options, TestContext.Current.CancellationToken);
        Assert.Equal(5 + 4, again.Statistics.Nodes);
        await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(options with { DataPath = _path + "2", PurgeInterval = TimeSpan.Zero }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_that_is_taken_leaves_the_folder_free()
    {
        await using var other = await ZkServer.StartAsync(new(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(async () =>
            await ZkServer.StartAsync(new() { DataPath = _path, Port = other.Port }, TestContext.Current.CancellationToken));
        await using var server = await StartAsync();
        Assert.Equal(0, server.Statistics.LastZxid);
    }

    // Creates, changes and deletes at random, from one end of the tree to the other.
    private static async Task ChangeAsync(int port, int nodes, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        await using var client = await RawClient.ConnectAsync(port, timeout: 20_000);
        while (!stop.IsCancellationRequested)
        {
            var path = $"/a/{random.Next(nodes)}";
            switch (random.Next(5))
            {
                case 0:
                    await client.DeleteAsync(path);
                    break;
                case 1:
                    await client.TryCreateAsync(path, "new", random.Next(2) == 0 ? CreateMode.Ephemeral : CreateMode.Persistent);
                    break;
                case 2:
                    await client.TryCreateAsync(path + "/c");
                    break;
                case 3:
                    await client.DeleteAsync(path + "/c");
                    break;
                default:
                    await client.SetAsync(path, $"{random.Next()}");
                    break;
            }
        }
    }

    private static async Task<Dictionary<string, (Stat Stat, string Data)>> DumpAsync(RawClient client, string root)
    {
        var (found, open) = (new Dictionary<string, (Stat, string)>(), new Stack<string>([root]));
        while (open.TryPop(out var path))
        {
            var node = (await client.GetAsync(path)).Read<GetDataResponse>();
            found.Add(path, (node.Stat, Convert.ToHexString(node.Data ?? [])));
            if (node.Stat.NumChildren > 0)
                foreach (var name in await client.NamesAsync(path))
                    open.Push(path == "/" ? "/" + name : path + "/" + name);
        }
        return found;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private Task<ZkServer> StartAsync() => ZkServer.StartAsync(new() { DataPath = _path }, TestContext.Current.CancellationToken).AsTask();
}
