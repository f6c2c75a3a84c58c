using FlinkZk.Server.Sessions;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>Sessions end when nothing is heard of them, on whole ticks; in virtual time.</summary>
public sealed class ExpiryTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(0, 4_000, 6_000)]
    [InlineData(1, 4_000, 6_000)]
    [InlineData(1_999, 4_000, 6_000)]
    [InlineData(2_000, 4_000, 8_000)]
    [InlineData(0, 5_000, 6_000)]
    public void A_deadline_is_the_next_tick_after_the_timeout(long now, int timeout, long deadline) =>
        Assert.Equal(deadline, new ExpiryBuckets(2_000).DeadlineOf(now, timeout));

    [Fact]
    public void A_touched_session_waits_in_its_old_bucket_until_that_is_due()
    {
        var buckets = new ExpiryBuckets(2_000);
        var session = new Session(new(1, 4_000, [])) { Deadline = 6_000 };
        buckets.Add(session);
        session.Deadline = 10_000;
        Assert.Empty(buckets.TakeExpired(6_000));
        Assert.Empty(buckets.TakeExpired(9_999));
        Assert.Same(session, Assert.Single(buckets.TakeExpired(10_000)));
        Assert.Empty(buckets.TakeExpired(20_000));
    }

    [Fact]
    public void A_session_whose_deadline_comes_earlier_does_not_wait_for_the_old_one()
    {
        var buckets = new ExpiryBuckets(2_000);
        var session = new Session(new(1, 40_000, [])) { Deadline = 42_000 };
        buckets.Add(session);
        session.Deadline = 6_000;
        buckets.Moved(session);
        session.Deadline = 42_000;
        Assert.Empty(buckets.TakeExpired(6_000));
        Assert.Same(session, Assert.Single(buckets.TakeExpired(42_000)));
        buckets.Add(session);
        session.Deadline = 46_000;
        Assert.Empty(buckets.TakeExpired(44_000));
        Assert.Same(session, Assert.Single(buckets.TakeExpired(46_000)));
    }

    [Fact]
    public async Task A_session_that_is_renewed_with_a_shorter_timeout_ends_by_that()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TickTime = Tick, TimeProvider = time }, TestContext.Current.CancellationToken);
        await using var first = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        await first.CreateAsync("/e", mode: CreateMode.Ephemeral);
        await using var alive = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        await alive.ExistsAsync("/e", watch: true);
        await using (var again = await RawClient.ConnectAsync(server.Port, timeout: 4_000, session: first.Session.SessionId, password: first.Session.Password))
            Assert.Equal(4_000, again.Session.TimeOut);
        time.Advance(Tick * 3);
        Assert.Equal((WatchEventType.Deleted, "/e"), await alive.ReadEventAsync() is var (type, path, _) ? (type, path) : default);
    }

    [Fact]
    public async Task A_silent_session_loses_its_ephemeral_nodes_and_its_connection()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TickTime = Tick, TimeProvider = time }, TestContext.Current.CancellationToken);
        await using var silent = await RawClient.ConnectAsync(server.Port, timeout: 4_000);
        await using var alive = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        await silent.CreateAsync("/e", mode: CreateMode.Ephemeral);
        await alive.ExistsAsync("/e", watch: true);

        time.Advance(Tick * 2); // 4 s: its timeout, but not yet the tick after it
        Assert.Equal(ErrorCode.Ok, (await alive.ExistsAsync("/e")).Error);
        time.Advance(Tick);
        Assert.Equal((WatchEventType.Deleted, "/e"), await alive.ReadEventAsync() is var (type, path, _) ? (type, path) : default);
        Assert.True(await silent.IsClosedByServerAsync());
        await using var back = await RawClient.ConnectAsync(server.Port, session: silent.Session.SessionId, password: silent.Session.Password);
        Assert.Equal(0, back.Session.TimeOut);
    }

    [Fact]
    public async Task Any_request_keeps_a_session_alive()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TickTime = Tick, TimeProvider = time }, TestContext.Current.CancellationToken);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 4_000);
        for (var i = 0; i < 10; i++)
        {
            time.Advance(Tick);
            Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync("/")).Error);
        }
        Assert.Equal(1, server.Statistics.Sessions);
    }

    [Fact]
    public async Task A_session_can_be_expired_by_hand()
    {
        await using var server = await ZkServer.StartAsync(new(), TestContext.Current.CancellationToken);
        await using var client = await RawClient.ConnectAsync(server.Port);
        server.ExpireSession(client.Session.SessionId);
        Assert.True(await client.IsClosedByServerAsync());
        Assert.Throws<ArgumentException>(() => server.ExpireSession(client.Session.SessionId));
    }

    [Fact]
    public async Task Empty_containers_and_overdue_nodes_are_swept()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time, SweepInterval = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        foreach (var path in new[] { "/used", "/fresh" })
            await client.CallAsync(OpCode.CreateContainer, new CreateRequest(path, [], Acl.OpenUnsafe, CreateMode.Container));
        await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest("/short", [], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 5_000));
        await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest("/long", [], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 20_000));
        await client.CreateAsync("/used/child");
        await client.DeleteAsync("/used/child");
        await client.ChildrenAsync("/", watch: true);
        time.Advance(TimeSpan.FromSeconds(1));
        await client.ReadEventAsync();
        Assert.Equal(["fresh", "long", "short", "zookeeper"], await client.NamesAsync("/"));
        await client.ChildrenAsync("/", watch: true);
        time.Advance(TimeSpan.FromSeconds(6));
        await client.ReadEventAsync();
        Assert.Equal(["fresh", "long", "zookeeper"], await client.NamesAsync("/"));
    }
}
