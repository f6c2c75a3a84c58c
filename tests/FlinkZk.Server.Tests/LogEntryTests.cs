using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>What a server's log tells.</summary>
public sealed class LogEntryTests
{
    private readonly LogListener _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_and_stop_are_told_with_the_address()
    {
        var server = await ZkServer.StartAsync(new() { Log = _log.Hear }, Cancel);
        await server.StopAsync(Cancel);
        Assert.Equal([ZkServerLogEvents.Started, ZkServerLogEvents.Stopped], _log.Entries.Select(static entry => entry.Event));
        Assert.All(_log.Entries, entry => Assert.Contains(server.ConnectionString, entry.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_is_told_when_it_opens_goes_on_expires_and_closes()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear, TimeProvider = time }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await using var back = await RawClient.ConnectAsync(server.Port, session: client.Session.SessionId, password: client.Session.Password);
        await using var stranger = await RawClient.ConnectAsync(server.Port, session: client.Session.SessionId, password: new byte[16]);
        server.ExpireSession(client.Session.SessionId);

        var id = $"0x{client.Session.SessionId:x}";
        foreach (var name in (string[])[
            ZkServerLogEvents.SessionOpened, ZkServerLogEvents.SessionRenewed, ZkServerLogEvents.SessionRefused,
            ZkServerLogEvents.SessionExpired, ZkServerLogEvents.SessionClosed])
        {
            var entry = await _log.WaitForAsync(name);
            Assert.Contains(id, entry.Message, StringComparison.Ordinal);
            Assert.Equal(time.GetUtcNow(), entry.Time);
        }
    }

    [Fact]
    public async Task A_failed_proof_of_identity_is_told_without_its_secret()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.AuthAsync("kerberos", "user:looking-glass");
        var entry = await _log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed);
        Assert.Equal(ZkServerLogLevel.Warning, entry.Level);
        Assert.Contains("kerberos", entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("looking-glass", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_sends_neither_breaks_a_line_nor_colours_it_nor_fills_the_log()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear }, Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
            await client.AuthAsync("a\r\n2026-11-28 INFO forged\u001b[31m\u202e\u2028" + new string('x', 100_000), "");
        var message = (await _log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed)).Message;
        Assert.Contains(@"'a\u000D\u000A2026-11-28 INFO forged\u001B[31m\u202E\u2028xxx", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1000, 5000);
    }

    [Fact]
    public async Task Refusals_of_one_kind_are_told_at_a_bounded_rate_and_summed_up()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear, TimeProvider = time }, Cancel);
        for (var i = 0; i < 50; i++)
            await (await RawClient.ConnectAsync(server.Port, session: 0x4711, password: new byte[16])).DisposeAsync();
        Assert.Equal(20, _log.Entries.Count(static entry => entry.Event == ZkServerLogEvents.SessionRefused));
        time.Advance(TimeSpan.FromSeconds(10));
        await (await RawClient.ConnectAsync(server.Port, session: 0x4711, password: new byte[16])).DisposeAsync();
        var last = _log.Entries.Last(static entry => entry.Event == ZkServerLogEvents.SessionRefused).Message;
        Assert.Contains("0x4711", last, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:", last, StringComparison.Ordinal);
        Assert.Contains("came 30 times more", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_end_all_at_once_are_told_at_a_bounded_rate_and_summed_up()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear, TimeProvider = time, MaxConnectionsPerAddress = 0 }, Cancel);
        for (var i = 0; i < 50; i++)
            await (await RawClient.ConnectAsync(server.Port)).DisposeAsync();
        await using var last = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        time.Advance(TimeSpan.FromSeconds(14));
        await Eventually.Async(() => server.Statistics.Sessions == 1, "all but one have ended", Cancel);
        Assert.Equal(20, _log.Entries.Count(static entry => entry.Event == ZkServerLogEvents.SessionExpired));
        time.Advance(TimeSpan.FromSeconds(40));
        await Eventually.Async(() => server.Statistics.Sessions == 0, "it has ended, too", Cancel);
        Assert.Contains("came 30 times more", _log.Entries.Last(static entry => entry.Event == ZkServerLogEvents.SessionExpired).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_refusal_says_who_and_why()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear }, Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
            await client.CallAsync((OpCode)1000);
        Assert.Matches(@"^127\.0\.0\.1:\d+ is closed: it asks for the operation 1000, ", (await _log.WaitForAsync(ZkServerLogEvents.BadFrame)).Message);

        await FourLetterWord.AskAsync(server.Port, "mntr", Cancel);
        Assert.Matches(@"^127\.0\.0\.1:\d+ asks for mntr, which is not among ", (await _log.WaitForAsync(ZkServerLogEvents.WordRefused)).Message);

        await using (var client = await RawClient.ConnectAsync(server.Port))
            for (var i = 0; (await client.AuthAsync("digest", $"user-{i}:x")).Error == ErrorCode.Ok; i++)
                Assert.InRange(i, 0, 70);
        Assert.Matches(@"^127\.0\.0\.1:\d+ has proved 64 identities, and no more are taken", (await _log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed)).Message);
    }

    [Fact]
    public async Task A_frame_over_the_limit_is_told_with_its_length()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear, MaxFrame = 1024 }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/a", new byte[1100], -1));
        Assert.Contains("1122 bytes", (await _log.WaitForAsync(ZkServerLogEvents.BadFrame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_seen_more_than_the_server_is_told()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _log.Hear }, Cancel);
        await using var client = await RawClient.OpenAsync(server.Port);
        await client.SendAsync(new ConnectRequest(0, 0x77, 10_000, 0, new byte[16], ReadOnly: false));
        Assert.Contains("0x77", (await _log.WaitForAsync(ZkServerLogEvents.HandshakeFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_and_its_end_are_told_and_a_snapshot_with_and_without_room()
    {
        var disk = new CrashDisk { Capacity = 150_000 };
        var small = new LogOptions
        {
            SegmentSize = 64 * 1024,
            SpaceReserve = 16 * 1024,
            SpaceRetry = TimeSpan.FromMilliseconds(10),
            Events = new(_log.Hear, TimeProvider.System),
        };
        await using var server = await ZkServer.StartAsync(new(), (database, apply) => ServerStorage.Open(disk, small, database, apply), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 0; i < 40; i++)
            await client.CreateAsync($"/{i}", new string('x', 1000));
        await server.TakeSnapshotAsync();
        Assert.IsAssignableFrom<IOException>((await _log.WaitForAsync(ZkServerLogEvents.SnapshotFailed)).Exception);
        for (var i = 40; (await client.TryCreateAsync($"/{i}", new string('x', 1000))).Error == ErrorCode.Ok; i++)
            Assert.InRange(i, 0, 200);
        Assert.Equal(ZkServerLogLevel.Error, (await _log.WaitForAsync(ZkServerLogEvents.DiskFull)).Level);

        disk.Capacity = long.MaxValue;
        await _log.WaitForAsync(ZkServerLogEvents.DiskHasRoom);
        await server.TakeSnapshotAsync();
        await _log.WaitForAsync(ZkServerLogEvents.SnapshotTaken);
    }

    [Fact]
    public async Task A_log_that_fails_is_told_with_its_cause()
    {
        var disk = new CrashDisk();
        var options = new LogOptions { Events = new(_log.Hear, TimeProvider.System) };
        await using var server = await ZkServer.StartAsync(new(), (database, apply) => ServerStorage.Open(disk, options, database, apply), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        disk.FailAt = disk.Operations + 1;
        await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/", [1], -1));
        var entry = await _log.WaitForAsync(ZkServerLogEvents.LogFailed);
        Assert.NotNull(entry.Exception);
        Assert.Contains("failed at operation", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_start_found_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-log-").FullName;
        await using (await ZkServer.StartAsync(new() { DataPath = folder }, Cancel))
        {
        }
        await using (await ZkServer.StartAsync(new() { DataPath = folder, Log = _log.Hear }, Cancel))
            Assert.Contains(folder, (await _log.WaitForAsync(ZkServerLogEvents.Recovered)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_listener_that_throws_does_no_harm()
    {
        await using var server = await ZkServer.StartAsync(new() { Log = _ => throw new InvalidOperationException("no") }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.NotEqual(0, client.Session.SessionId);
    }
}
