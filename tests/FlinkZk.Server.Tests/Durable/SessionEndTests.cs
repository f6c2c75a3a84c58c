using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>A session that owns so much that it ends in steps, of which a full disk takes the first and not the last.</summary>
public sealed class SessionEndTests
{
    private const int Nodes = 6000, AtOnce = 500, Timeout = 4_000;

    // Six megabytes of names fill one file of the log and half of the next; then there is room for a third, and no fourth.
    private const int Segment = 4 << 20;
    private static readonly string Name = "/" + new string('n', 1000);
    private static readonly LogOptions Options = new() { SegmentSize = Segment, SpaceReserve = Segment, SpaceRetry = TimeSpan.FromMilliseconds(10) };

    private readonly FakeTimeProvider _time = new();
    private readonly CrashDisk _disk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_ends_once_there_is_room_and_nobody_comes_back_to_it_meanwhile(bool isAsked)
    {
        await using var server = await StartAsync();
        await using var reader = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        var session = await EndHalfAsync(server, reader, isAsked);
        Assert.Equal(0, await ReopenAsync(server, session));

        _disk.Capacity = long.MaxValue;
        await Eventually.Async(() => server.Failure is null, "there is room again", Cancel);
        await ExpectEndAsync(reader);
    }

    [Fact]
    public async Task It_ends_behind_a_restart_and_nobody_comes_back_to_it_meanwhile()
    {
        ConnectResponse session;
        await using (var server = await StartAsync())
        {
            await using var reader = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
            session = await EndHalfAsync(server, reader, isAsked: true);
        }
        _disk.Capacity = long.MaxValue;
        for (var start = 0; start < 2; start++)
        {
            await using var again = await StartAsync();
            Assert.Equal(0, await ReopenAsync(again, session));
            Assert.Equal(0, await ReopenAsync(again, session with { Password = new byte[Limits.Password] }));
            if (start == 0)
            {
                await again.TakeSnapshotAsync(); // what the next start reads
                continue;
            }
            await using var reader = await RawClient.ConnectAsync(again.Port, timeout: 40_000);
            Assert.InRange((await reader.NamesAsync("/")).Length, 2, Nodes);
            await ExpectEndAsync(reader);
        }
    }

    private Task<ZkServer> StartAsync() =>
        ZkServer.StartAsync(new() { TimeProvider = _time, MaxFrame = 1 << 24 }, (database, apply) => ServerStorage.Open(_disk, Options with { TimeProvider = TimeProvider.System }, database, apply), Cancel);

    private async Task<ConnectResponse> EndHalfAsync(ZkServer server, RawClient reader, bool isAsked)
    {
        ConnectResponse session;
        await using (var owner = await RawClient.ConnectAsync(server.Port, timeout: Timeout))
        {
            session = owner.Session;
            for (var i = 0; i < Nodes; i += AtOnce)
                await owner.CallAsync(OpCode.Multi, new MultiRequest([.. Enumerable.Range(i, AtOnce).Select(static at => MultiRequest.Create($"{Name}{at}", CreateMode.Ephemeral))]));
            _disk.Capacity = 3 * (Segment + LogOptions.SectorSize) + LogOptions.SectorSize;
            if (isAsked)
                Assert.Equal(ErrorCode.SystemError, (await owner.CallAsync(OpCode.CloseSession)).Error);
        }
        if (!isAsked)
        {
            await AdvanceAsync(reader);
            await Eventually.Async(() => server.Failure is not null, "the disk is full", Cancel);
        }
        Assert.InRange((await reader.NamesAsync("/")).Length, 2, Nodes);
        return session;
    }

    private static async Task<long> ReopenAsync(ZkServer server, ConnectResponse session)
    {
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: Timeout, session: session.SessionId, password: session.Password);
        return client.Session.SessionId;
    }

    private async Task ExpectEndAsync(RawClient reader) => await Eventually.Async(async _ =>
    {
        await AdvanceAsync(reader);
        return (await reader.NamesAsync("/")).Length == 1;
    }, "all of its nodes are gone", Cancel);

    // As long as the session has, and less than its reader has.
    private async Task AdvanceAsync(RawClient reader)
    {
        _time.Advance(TimeSpan.FromMilliseconds(Timeout + 2_000));
        await reader.CallAsync(OpCode.Sync, new PathRequest("/"));
    }
}
