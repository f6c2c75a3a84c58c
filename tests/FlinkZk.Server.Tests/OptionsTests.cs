using System.Text;
using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Options;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>What the options promise.</summary>
public sealed class OptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_listed_words_are_answered()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancel);
        await using var refused = await RawClient.OpenAsync(server.Port);
        await refused.SendBytesAsync("stat"u8.ToArray());
        Assert.Equal("stat is not executed because it is not in the whitelist.\n", await refused.ReadTextAsync());
        await using var answered = await RawClient.OpenAsync(server.Port);
        await answered.SendBytesAsync("srvr"u8.ToArray());
        Assert.StartsWith("Zookeeper version: ", await answered.ReadTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("gtmk")]
    [InlineData("SRVR")]
    public async Task A_word_that_there_is_not_is_refused_with_those_that_there_are(string word)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(new() { FourLetterWords = new HashSet<string> { "srvr", word } }, Cancel));
        Assert.Contains($"'{word}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("dirs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_words_that_are_told_are_answered()
    {
        await using var server = await ZkServer.StartAsync(new() { FourLetterWords = ZkServerOptions.KnownFourLetterWords.ToHashSet() }, Cancel);
        foreach (var word in ZkServerOptions.KnownFourLetterWords)
            Assert.False(string.IsNullOrEmpty(await FlinkZk.Testing.FourLetterWord.AskAsync(server.Port, word, Cancel)), word);
    }

    [Fact]
    public async Task An_address_gets_so_many_connections_and_its_closed_ones_do_not_count()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { MaxConnectionsPerAddress = 2, Log = log.Hear }, Cancel);
        await using var first = await RawClient.ConnectAsync(server.Port);
        await using (await RawClient.ConnectAsync(server.Port))
        {
            await using var third = await RawClient.OpenAsync(server.Port);
            Assert.True(await third.IsClosedByServerAsync());
            Assert.Contains("127.0.0.1", (await log.WaitForAsync(ZkServerLogEvents.ConnectionRefused)).Message, StringComparison.Ordinal);
        }
        await WaitForAsync(() => server.Statistics.Connections == 1);
        await using var again = await RawClient.ConnectAsync(server.Port);
        Assert.NotEqual(0, again.Session.SessionId);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        var time = new FakeTimeProvider();
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time, HandshakeTimeout = TimeSpan.FromSeconds(3), Log = log.Hear }, Cancel);
        await using var client = await RawClient.OpenAsync(server.Port);
        await client.SendBytesAsync(new byte[] { 0, 0 });
        await WaitForAsync(() => server.Statistics.Connections == 1);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(await client.IsClosedByServerAsync());
        Assert.Contains("within 3 s", (await log.WaitForAsync(ZkServerLogEvents.HandshakeFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_takes_so_many_connections_in_all()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { MaxConnections = 1, Log = log.Hear }, Cancel);
        await using var first = await RawClient.ConnectAsync(server.Port);
        await using var second = await RawClient.OpenAsync(server.Port);
        Assert.True(await second.IsClosedByServerAsync());
        Assert.Contains("as many as the server takes", (await log.WaitForAsync(ZkServerLogEvents.ConnectionRefused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_does_not_prove_who_it_is_is_closed_and_one_that_did_stays()
    {
        var time = new FakeTimeProvider();
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time, UnauthenticatedTimeout = TimeSpan.FromSeconds(5), Log = log.Hear }, Cancel);
        await using var proved = await RawClient.ConnectAsync(server.Port);
        await proved.AuthAsync("digest", "u:p");
        await proved.AuthAsync("ip", "");
        await using var nobody = await RawClient.ConnectAsync(server.Port);
        await nobody.AuthAsync("ip", "");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await nobody.IsClosedByServerAsync());
        Assert.Contains("within 5 s", (await log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed)).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.Ok, (await proved.ExistsAsync("/")).Error);
    }

    [Fact]
    public async Task A_session_is_served_whether_it_idles_or_not()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time, MaxFrame = 200_000 }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        await client.CreateAsync("/a");
        foreach (var length in (int[])[1, 100_000, 10, 16_000, 70_000, 0])
        {
            for (var busy = 0; busy < 6; busy++)
                Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/a", new string('x', length + busy))).Error);
            for (var idle = 0; idle < 3; idle++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/a", new string('y', length + idle))).Error);
            }
            Assert.Equal(length + 2, (await client.StatAsync("/a")).DataLength);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_events_is_closed()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { MaxWaitingBytes = 64 * 1024, Log = log.Hear }, Cancel);
        await using var writer = await RawClient.ConnectAsync(server.Port);
        await using var deaf = await RawClient.ConnectAsync(server.Port);
        var path = "/" + new string('x', 20_000);
        await writer.CreateAsync(path);
        await deaf.AddWatchAsync(path, AddWatchMode.Persistent);
        for (var i = 0; i < 2_000 && server.Statistics.Connections == 2; i++)
            await writer.SetAsync(path, "");
        Assert.Equal(1, server.Statistics.Connections);
        Assert.Matches(@"^127\.0\.0\.1:\d+ is closed: \d+ bytes wait for it to read them, as many as may wait for one", (await log.WaitForAsync(ZkServerLogEvents.ClientTooSlow)).Message);
    }

    [Fact]
    public async Task Super_may_do_everything()
    {
        await using var server = await ZkServer.StartAsync(new() { SuperDigest = DigestScheme.Digest("super:secret"u8) }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/a", acl: [new(Permissions.Read, "digest", DigestScheme.Digest("u:p"u8))]);
        Assert.Equal(ErrorCode.NoAuth, (await client.SetAsync("/a", "x")).Error);
        await client.AuthAsync("digest", "super:wrong");
        Assert.Equal(ErrorCode.NoAuth, (await client.SetAsync("/a", "x")).Error);
        await client.AuthAsync("digest", "super:secret");
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync("/a", "x")).Error);
        Assert.DoesNotContain("secret", server.Options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Options.SuperDigest!, server.Options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_extended_types_a_time_to_live_is_unimplemented()
    {
        await using var server = await ZkServer.StartAsync(new() { ExtendedTypes = false }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var reply = await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest("/t", [], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 1_000));
        Assert.Equal(ErrorCode.Unimplemented, reply.Error);
        Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync("/")).Error);
    }

    [Fact]
    public async Task A_taken_port_is_told_at_the_start()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancel);
        await Assert.ThrowsAsync<ListenException>(async () => await ZkServer.StartAsync(new() { Port = server.Port }, Cancel));
    }

    [Fact]
    public async Task Watches_go_with_their_connection()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
        {
            await client.GetAsync("/", watch: true);
            await client.ChildrenAsync("/", watch: true);
            await client.AddWatchAsync("/", AddWatchMode.PersistentRecursive);
            Assert.Equal(2, server.Statistics.Watches);
        }
        await WaitForAsync(() => server.Statistics.Watches == 0);
    }

    [Fact]
    public async Task Stopping_answers_what_was_accepted_and_closes()
    {
        var server = await ZkServer.StartAsync(new(), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/a", Encoding.UTF8.GetString(new byte[100]));
        await server.StopAsync(Cancel);
        Assert.True(await client.IsClosedByServerAsync());
        await server.StopAsync(Cancel);
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
            await Task.Delay(10, deadline.Token);
    }
}
