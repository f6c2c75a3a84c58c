using System.Diagnostics;
using System.Net;
using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class Connecting : ScriptedBehaviour
{
    [Fact]
    public async Task With_nobody_listening_it_fails_in_time_and_names_servers_and_cause()
    {
        var began = Stopwatch.GetTimestamp();
        var options = Options("127.0.0.1:1,localhost:1") with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        var error = await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(options, Cancel).AsTask());

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.9, 3);
        Assert.Equal(ErrorCode.ConnectionLoss, error.Code);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.Contains("localhost:1", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public async Task Cancellation_ends_it_at_once()
    {
        await using var server = new ScriptedServer(peer => peer.StallAsync());
        using var cancellation = new CancellationTokenSource();
        var connecting = ZkClient.ConnectAsync(Options($"127.0.0.1:1,{server.ConnectionString}"), cancellation.Token).AsTask();
        await Eventually.Async(() => server.Accepted > 0, "the client tries", Cancel);

        var began = Stopwatch.GetTimestamp();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_survived()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.StallAsync();
        });
        await using var client = await ZkClient.ConnectAsync(Options($"no-such-host.invalid,{server.ConnectionString}"), Cancel);
        Assert.Equal(SessionState.Connected, client.Status.State);
    }

    [Fact]
    public async Task A_name_is_resolved_again_for_each_attempt()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.StallAsync();
        });
        // Nobody listens at the first address; the second time the name has moved.
        var asked = 0;
        var options = Options($"zookeeper.example:{server.Port}") with
        {
            Resolve = (name, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) == 1 ? IPAddress.Parse("127.0.0.9") : IPAddress.Loopback]),
        };
        await using var client = await ZkClient.ConnectAsync(options, Cancel);
        Assert.Equal(2, asked);
        Assert.Equal($"zookeeper.example:{server.Port}", client.Server);
    }

    [Fact]
    public async Task Both_lengths_of_the_answer_are_understood()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            var request = await peer.ShakeHandsAsync(short36: true);
            Assert.False(request.ReadOnly);
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        Assert.Equal((0x1234, TimeSpan.FromSeconds(6)), (client.SessionId, client.SessionTimeout));
    }

    [Fact]
    public async Task A_peer_that_speaks_another_protocol_is_named_so()
    {
        await using var server = new ScriptedServer(peer => peer.SendRawAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n")));
        var options = Options(server.ConnectionString) with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        var error = await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(options, Cancel).AsTask());
        Assert.Contains("does not speak ZooKeeper's protocol", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_behind_the_handshake_before_its_answer()
    {
        var pipelined = new TaskCompletionSource<bool>();
        await using var server = new ScriptedServer(async peer =>
        {
            if (peer.Number == 1)
            {
                await peer.ShakeHandsAsync();
                return;
            }
            await peer.ReceiveAsync();
            var more = peer.ReceiveAsync();
            pipelined.TrySetResult(await Task.WhenAny(more, Task.Delay(200, peer.Cancellation)) == more);
            await peer.SendAsync(new ConnectResponse(0, 6000, 0x1234, new byte[16], false));
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var waiting = client.ExistsAsync("/", Cancel);
        Assert.False(await pipelined.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task The_servers_word_that_the_session_has_expired_ends_it()
    {
        await using var server = new ScriptedServer(peer => peer.ShakeHandsAsync(timeout: peer.Number == 1 ? 6000 : 0));
        await using var client = await ConnectAsync(server);
        await UntilAsync(client, SessionState.Expired);
        Assert.True(client.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_server_that_closes_silently_because_it_is_behind_is_skipped()
    {
        var seen = new TaskCompletionSource<ConnectRequest>();
        var behind = new ScriptedServer(async peer => await peer.ReceiveAsync());
        await using var ahead = new ScriptedServer(async peer =>
        {
            var request = await peer.ShakeHandsAsync();
            if (peer.Number > 1)
                seen.TrySetResult(request);
            var header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid, default(Stat), zxid: 77);
            if (peer.Number > 1)
                await peer.StallAsync();
        });
        await using (behind)
        {
            await using var client = await ZkClient.ConnectAsync(Options($"{behind.ConnectionString},{ahead.ConnectionString}"), Cancel);
            await client.ExistsAsync("/", Cancel);
            var again = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            Assert.Equal((77, 0x1234), (again.LastZxidSeen, again.SessionId));
            await client.ExistsAsync("/", Cancel);
            Assert.Equal(SessionState.Connected, client.Status.State);
        }
    }

    [Fact]
    public async Task A_server_that_breaks_each_connection_at_once_is_not_stormed()
    {
        await using var server = new ScriptedServer(peer => peer.ShakeHandsAsync());
        await using var client = await ConnectAsync(server);
        var began = Stopwatch.GetTimestamp();
        await Eventually.Async(() => server.Accepted >= 5, "it tries again", Cancel);
        // At least the lower halves of 100, 200 and 400 ms.
        Assert.True(Stopwatch.GetElapsedTime(began) > TimeSpan.FromMilliseconds(300), $"{Stopwatch.GetElapsedTime(began)}");
    }
}
