using System.Diagnostics;
using System.Net;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.State;
using FlinkZk.Server.Tests.Http;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Memory;

/// <summary>A server whose clients store more than there is room for, and one whose memory ends in the middle of a write.</summary>
public sealed class FullMemoryTests
{
    private const long Least = 64L << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_grows_is_refused_and_everything_else_works_until_there_is_room_again()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { MaxMemory = Least, Log = log.Hear, Metrics = new(IPAddress.Loopback, 0) }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var count = await FillAsync(client);
        Assert.Contains("The memory is full", server.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(1, log.Entries.Count(static entry => entry.Event == ZkServerLogEvents.MemoryFull));
        Assert.Equal((200, "ok\n"), await AskAsync(server, "health"));
        var (status, why) = await AskAsync(server, "ready");
        Assert.Equal(503, status);
        Assert.StartsWith("Writes are refused: The memory is full", why, StringComparison.Ordinal);
        Assert.Contains("writes_refused 1", (await AskAsync(server, "metrics")).Text, StringComparison.Ordinal);

        var nodes = server.Statistics.Nodes;
        Assert.Equal(ErrorCode.SystemError, (await client.SetAsync("/0", new string('x', Large + 1))).Error);
        var multi = new JuteReader((await client.CallAsync(OpCode.Multi, new MultiRequest(MultiRequest.Delete("/1"), MultiRequest.Create("/more")))).Body);
        Assert.Equal((ErrorCode.Ok, ErrorCode.SystemError), (ReadError(ref multi), ReadError(ref multi)));
        Assert.Equal(nodes, server.Statistics.Nodes);
        Assert.Equal(Large, (await client.GetAsync("/0")).Read<GetDataResponse>().Data!.Length);
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/0", new string('y', Large))).Error);
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/0", "less")).Error);
        await using (var another = await RawClient.ConnectAsync(server.Port))
            for (var i = 1; i < count; i += 2)
                Assert.Equal(ErrorCode.Ok, (await another.DeleteAsync($"/{i}")).Error);

        Assert.Null(server.Failure);
        await client.CreateAsync("/more", new string('x', Large));
        await log.WaitForAsync(ZkServerLogEvents.MemoryHasRoom);
        Assert.Equal((200, "ok\n"), await AskAsync(server, "ready"));
    }

    [Fact]
    public async Task Lists_of_access_count_too()
    {
        await using var server = await ZkServer.StartAsync(new() { MaxMemory = Least }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var name = new string('x', 100_000);
        for (var i = 0; i < 200; i++)
        {
            var reply = await client.CallAsync(OpCode.Create, new CreateRequest($"/{i}", [], [new(Permissions.All, "ip", "127.0.0.1"), new(Permissions.All, "digest", $"{i}:{name}")], CreateMode.Persistent));
            if (reply.Error == ErrorCode.SystemError)
                return;
            Assert.Equal(ErrorCode.Ok, reply.Error);
        }
        Assert.Fail("None was refused.");
    }

    [Fact]
    public void What_the_tree_takes_is_counted_down_to_nothing()
    {
        var database = new Database();
        var (empty, changes) = (database.Tree.Size, new StateChanges(database));
        IReadOnlyList<Acl> acl = [new(Permissions.Read, "digest", "somebody:else")];
        changes.Create("/a"u8, "data"u8, false, acl, NodeKind.Persistent, 1, new(1, 1, 1, 1, OpCode.Create));
        changes.Create("/a/b"u8, "data"u8, false, Acl.OpenUnsafe, owner: 1, 1, new(1, 2, 2, 1, OpCode.Create));
        changes.SetData("/a/b"u8, "other data"u8, false, 1, new(1, 3, 3, 1, OpCode.SetData));
        changes.SetAcl("/a/b"u8, [new(Permissions.Read, "ip", "127.0.0.1")], 1, new(1, 4, 4, 1, OpCode.SetAcl));
        Assert.True(database.Tree.Size > empty + (2 * Node.Size));
        changes.Delete("/a/b"u8, new(1, 5, 5, 1, OpCode.Delete));
        changes.Delete("/a"u8, new(1, 6, 6, 1, OpCode.Delete));
        Assert.Equal(empty, database.Tree.Size);
    }

    [Fact]
    public async Task Memory_that_ends_in_the_middle_of_a_write_ends_the_writes_and_is_told_and_nobody_waits()
    {
        var (log, time) = (new LogListener(), new FailingTime());
        await using var server = await ZkServer.StartAsync(new() { Log = log.Hear, TimeProvider = time, Metrics = new(IPAddress.Loopback, 0) }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/before");
        time.Fails = true;
        try
        {
            Assert.Equal(ErrorCode.SystemError, (await client.TryCreateAsync("/a")).Error);
            Assert.True(await client.IsClosedByServerAsync());
        }
        catch (IOException)
        {
            // Closed before the answer.
        }
        Assert.Equal(ZkServerLogLevel.Error, (await log.WaitForAsync(ZkServerLogEvents.LogFailed)).Level);
        Assert.IsType<InsufficientMemoryException>(server.Failure);
        foreach (var path in (string[])["health", "ready"])
            Assert.Equal(503, (await AskAsync(server, path)).Status);
    }

    private const int Large = 100_000;

    private static async Task<int> FillAsync(RawClient client)
    {
        var data = new string('x', Large);
        for (var i = 0; i < 1000; i++)
        {
            var reply = await client.TryCreateAsync($"/{i}", data);
            if (reply.Error == ErrorCode.SystemError)
                return i;
            Assert.Equal(ErrorCode.Ok, reply.Error);
        }
        throw new InvalidOperationException("Nothing is refused.");
    }

    private static ErrorCode ReadError(ref JuteReader multi)
    {
        MultiHeader.Read(ref multi);
        return (ErrorCode)multi.ReadInt();
    }

    private static async Task<(int Status, string Text)> AskAsync(ZkServer server, string path)
    {
        var (status, _, text) = await HttpGet.AskAsync(server.Metrics!, "/" + path);
        return (status, text);
    }

    /// <summary>A clock in which memory runs out once, when a write is given its time.</summary>
    private sealed class FailingTime : TimeProvider
    {
        private int _fails;

        public bool Fails
        {
            set => Volatile.Write(ref _fails, value ? 1 : 0);
        }

        public override DateTimeOffset GetUtcNow()
        {
            if (Volatile.Read(ref _fails) != 0 && new StackTrace().ToString().Contains("Prepare.Fill", StringComparison.Ordinal))
            {
                Fails = false;
                throw new InsufficientMemoryException();
            }
            return System.GetUtcNow();
        }
    }
}
