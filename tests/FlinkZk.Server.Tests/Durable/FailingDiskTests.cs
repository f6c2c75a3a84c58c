using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Server.Options;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>A disk that is full, or fails.</summary>
public sealed class FailingDiskTests
{
    // Two segments have room, a third has not.
    private const int TwoSegments = 150_000;
    private static readonly LogOptions Options = new() { SegmentSize = 64 * 1024, SpaceReserve = 16 * 1024, SpaceRetry = TimeSpan.FromMilliseconds(10) };

    private readonly FakeTimeProvider _time = new();
    private readonly CrashDisk _disk = new() { Capacity = TwoSegments };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_writes_and_reads_go_on_until_there_is_room()
    {
        List<string> acknowledged;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            acknowledged = await FillAsync(client);
            Assert.Contains("No space is left", server.Failure!.Message, StringComparison.Ordinal);
            Assert.Equal(ErrorCode.SystemError, (await client.SetAsync(acknowledged[0], "x")).Error);
            Assert.Equal(1000, (await client.GetAsync(acknowledged[0])).Read<GetDataResponse>().Data!.Length);

            _disk.Capacity = long.MaxValue;
            await Eventually.Async(() => server.Failure is null, "there is room again", Cancellation);
            acknowledged.Add(await client.CreateAsync("/after"));
        }
        await using var again = await StartAsync();
        await using var reader = await RawClient.ConnectAsync(again.Port);
        Assert.Equal(acknowledged.Select(static path => path[1..]).Append("zookeeper").Order(StringComparer.Ordinal), await reader.NamesAsync("/"));
    }

    [Fact]
    public async Task A_server_starts_on_a_full_disk_and_reads_and_takes_writes_once_there_is_room()
    {
        _disk.Capacity = long.MaxValue;
        ConnectResponse session;
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/before", "data");
            session = client.Session;
        }
        _disk.Capacity = 0;
        var names = _disk.List();
        for (var start = 0; start < 2; start++)
        {
            var log = new LogListener();
            await using var server = await StartAsync(log);
            await log.WaitForAsync(ZkServerLogEvents.DiskFull);
            await using var client = await RawClient.ConnectAsync(server.Port, session: session.SessionId, password: session.Password);
            Assert.Equal("data"u8.ToArray(), (await client.GetAsync("/before")).Read<GetDataResponse>().Data);
            Assert.Equal(ErrorCode.SystemError, (await client.SetAsync("/before", "x")).Error);
            Assert.Contains("No space is left", server.Failure!.Message, StringComparison.Ordinal);
            await server.TakeSnapshotAsync();
            Assert.Contains("No space is left", server.SnapshotFailure!.Message, StringComparison.Ordinal);
            Assert.Equal(names, _disk.List());
            if (start == 0)
                continue; // stopped while it is still full

            _disk.Capacity = long.MaxValue;
            await log.WaitForAsync(ZkServerLogEvents.DiskHasRoom);
            Assert.Null(server.Failure);
            await client.CreateAsync("/after");
            await server.TakeSnapshotAsync();
            Assert.Null(server.SnapshotFailure);
        }
        await using var again = await StartAsync();
        Assert.Empty(again.Recovery!.Findings);
        await using var reader = await RawClient.ConnectAsync(again.Port);
        Assert.Equal(["after", "before", "zookeeper"], await reader.NamesAsync("/"));
    }

    [Fact]
    public async Task A_folder_that_is_begun_on_a_full_disk_is_refused()
    {
        _disk.Capacity = 0;
        Assert.Contains("No space is left", (await Assert.ThrowsAsync<DiskFullException>(() => StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_keep_their_order_when_the_disk_fills_up_between_them()
    {
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        var errors = new List<ErrorCode>();
        while (!errors.Contains(ErrorCode.SystemError))
        {
            // No more at once than the reserve holds.
            var xids = new List<int>();
            for (var i = 0; i < 8; i++)
            {
                xids.Add(await client.SendRequestAsync(OpCode.Create2, new CreateRequest("/n-", new byte[1000], Acl.OpenUnsafe, CreateMode.PersistentSequential)));
                xids.Add(await client.SendRequestAsync(OpCode.Exists, new PathWatchRequest("/", false)));
            }
            foreach (var xid in xids)
                errors.Add((await client.ReadReplyAsync(xid)).Error); // fails if another comes first
        }
        Assert.Equal(ErrorCode.Ok, errors[0]);
        Assert.Equal((ErrorCode.SystemError, ErrorCode.Ok), (errors[^2], errors[^1]));
        Assert.Equal(errors.Count(static error => error == ErrorCode.Ok) - (errors.Count / 2), server.Statistics.Nodes - 4);
    }

    [Fact]
    public async Task A_session_whose_end_has_no_room_ends_once_there_is_some()
    {
        await using var server = await StartAsync();
        await using (var client = await RawClient.ConnectAsync(server.Port, timeout: 4_000))
        {
            await client.CreateAsync("/e", mode: CreateMode.Ephemeral);
            await FillAsync(client);
        }
        await Eventually.Async(() => server.Statistics.Connections == 0, "the connection is gone", Cancellation);
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Async(() => server.Statistics.Outstanding == 0, "the end is refused", Cancellation);
        Assert.Equal((1, 1), (server.Statistics.Ephemerals, server.Statistics.Sessions));

        _disk.Capacity = long.MaxValue;
        await Eventually.Async(() => server.Failure is null, "there is room again", Cancellation);
        await Eventually.Async(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return server.Statistics is { Ephemerals: 0, Sessions: 0 };
            },
            "the session ends",
            Cancellation);
    }

    [Fact]
    public async Task A_new_session_is_not_opened_on_a_full_disk()
    {
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        await FillAsync(client);
        await using var another = await RawClient.OpenAsync(server.Port);
        await another.SendAsync(new ConnectRequest(0, 0, 10_000, 0, new byte[16], ReadOnly: false));
        Assert.True(await another.IsClosedByServerAsync());
        Assert.Equal(1, server.Statistics.Sessions);
    }

    [Fact]
    public async Task A_disk_that_fails_closes_connections_and_what_was_acknowledged_can_be_read()
    {
        _disk.Capacity = long.MaxValue;
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/safe", "data");
        await using var idle = await RawClient.ConnectAsync(server.Port);

        _disk.FailAt = _disk.Operations + 1;
        await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/safe", [1], -1));
        Assert.True(await client.IsClosedByServerAsync());
        Assert.True(await idle.IsClosedByServerAsync());
        Assert.Contains("failed at operation", server.Failure!.Message, StringComparison.Ordinal);

        await using var back = await RawClient.ConnectAsync(server.Port, session: idle.Session.SessionId, password: idle.Session.Password);
        Assert.Equal("data"u8.ToArray(), (await back.GetAsync("/safe")).Read<GetDataResponse>().Data);
        Assert.Equal(ErrorCode.SystemError, (await back.SetAsync("/safe", "x")).Error);
        Assert.Equal("data"u8.ToArray(), (await back.GetAsync("/safe")).Read<GetDataResponse>().Data);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_loss_of_power_the_moment_after()
    {
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 0; i < 10; i++)
        {
            await client.CreateAsync($"/{i}", mode: CreateMode.Ephemeral);
            var left = _disk.Crash(CrashKind.EverythingLost, Random.Shared);
            await using var next = await ZkServer.StartAsync(new(), (database, apply) => ServerStorage.Open(left, Options, database, apply), Cancellation);
            Assert.Equal((i + 1, 1), (next.Statistics.Ephemerals, next.Statistics.Sessions));
        }
    }

    [Fact]
    public async Task A_snapshot_that_has_no_room_is_told_and_writes_go_on()
    {
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 0; i < 40; i++)
            await client.CreateAsync($"/{i}", new string('x', 1000));
        await server.TakeSnapshotAsync();
        Assert.Contains("No space is left", server.SnapshotFailure!.Message, StringComparison.Ordinal);
        Assert.Equal("/on", await client.CreateAsync("/on"));

        _disk.Capacity = long.MaxValue;
        await server.TakeSnapshotAsync();
        Assert.Null(server.SnapshotFailure);
    }

    private Task<ZkServer> StartAsync(LogListener? log = null) => ZkServer.StartAsync(
        new() { TimeProvider = _time, Log = log is null ? null : log.Hear }, (database, apply) => ServerStorage.Open(_disk, Options with { Events = log is null ? default : new ZkServerOptions { Log = log.Hear }.Events }, database, apply), Cancellation);

    // Writes until one is refused.
    private static async Task<List<string>> FillAsync(RawClient client)
    {
        var created = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            var reply = await client.TryCreateAsync($"/{i:d4}", new string('x', 1000));
            if (reply.Error != ErrorCode.Ok)
            {
                Assert.Equal(ErrorCode.SystemError, reply.Error);
                Assert.InRange(i, 60, 130);
                return created;
            }
            created.Add(reply.Read<Create2Response>().Path);
        }
        throw new InvalidOperationException("The disk is not full.");
    }
}
