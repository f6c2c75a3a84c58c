using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Client.Tests;

/// <summary>The session's clocks, with a timeout of 6 s: ping after 2, given up after 4, over after 8.</summary>
public sealed class InVirtualTime : ScriptedBehaviour
{
    private readonly FakeTimeProvider _time = new();
    private int _pings;
    private volatile bool _silent;

    [Fact]
    public async Task A_ping_goes_out_after_a_third_of_the_timeout_without_a_request()
    {
        await using var server = NewServer();
        await using var client = await ConnectAsync(server);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, _pings);
        var safe = client.SafeUntil;
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await Eventually.Async(() => client.SafeUntil > safe, "the ping is acknowledged", Cancel);

        Assert.Equal(1, _pings);
        Assert.Equal(_time.GetTimestamp() + TimeSpan.FromSeconds(6).Ticks * _time.TimestampFrequency / TimeSpan.TicksPerSecond, client.SafeUntil);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_two_thirds_and_the_session_ends_after_four_thirds()
    {
        await using var server = NewServer();
        await using var client = await ConnectAsync(server);
        _silent = true;
        var began = _time.GetTimestamp();
        await AdvanceUntilAsync(client, SessionState.Suspended);
        Assert.InRange(_time.GetElapsedTime(began).TotalSeconds, 4, 4.3);

        var safe = client.SafeUntil;
        await AdvanceUntilAsync(client, SessionState.Expired);
        Assert.InRange(_time.GetElapsedTime(began).TotalSeconds, 8, 8.3);
        // The time up to which the session was surely alive had passed long before the client's own clock ended it.
        Assert.True(_time.GetTimestamp() > safe);
    }

    [Fact]
    public async Task Connecting_gives_up_when_its_time_is_over()
    {
        await using var server = new ScriptedServer(peer => peer.StallAsync());
        var connecting = ConnectAsync(server);
        await Eventually.Async(() => server.Accepted > 0, "the client tries", Cancel);
        while (!connecting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        await Assert.ThrowsAsync<ZkException>(() => connecting);
    }

    private async Task AdvanceUntilAsync(ZkClient client, SessionState state) => await Eventually.Async(() =>
    {
        if (client.Status.State == state)
            return true;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return false;
    }, $"the session is {state}", Cancel);

    private new Task<ZkClient> ConnectAsync(ScriptedServer server) =>
        ZkClient.ConnectAsync(Options(server.ConnectionString) with { TimeProvider = _time }, Cancel).AsTask();

    /// <summary>Serves the first connection until it falls silent, and none after it.</summary>
    private ScriptedServer NewServer() => new(async peer =>
    {
        if (peer.Number > 1)
            return;
        await peer.ShakeHandsAsync();
        while (true)
        {
            var header = ScriptedPeer.Read<RequestHeader>(await peer.ReceiveAsync());
            if (header.Type == OpCode.Ping)
                Interlocked.Increment(ref _pings);
            if (!_silent)
                await peer.ReplyAsync(header.Xid);
        }
    });
}
