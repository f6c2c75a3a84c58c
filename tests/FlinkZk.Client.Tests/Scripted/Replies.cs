using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class Replies : ScriptedBehaviour
{
    [Fact]
    public async Task A_reply_out_of_step_breaks_the_connection()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(peer.Number == 1 ? header.Xid + 1 : header.Xid, default(Stat));
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.ExistsAsync("/a", Cancel).AsTask());
        Assert.Equal((ErrorCode.ConnectionLoss, true), (error.Code, error.MayHaveHappened));
        Assert.Contains("out of step", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await client.ExistsAsync("/a", Cancel));
    }

    [Fact]
    public async Task A_reply_that_nobody_waits_for_breaks_the_connection()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            if (peer.Number == 1)
                await peer.ReplyAsync(1, default(Stat));
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        await Eventually.Async(() => server.Accepted == 2, "a new connection", Cancel);
    }

    [Fact]
    public async Task A_reply_cut_off_amid_its_frame_is_a_lost_one()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var header = await peer.ReceiveRequestAsync();
            var frame = ScriptedPeer.Frame(new ReplyHeader(header.Xid, 1, ErrorCode.NoNode));
            await peer.SendRawAsync(frame.AsMemory(0, 10));
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.ExistsAsync("/a", Cancel).AsTask());
        Assert.True(error.MayHaveHappened);
    }

    [Fact]
    public async Task A_body_that_ends_early_fails_its_request_and_breaks_the_connection()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid);
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.ExistsAsync("/a", Cancel).AsTask());
        Assert.IsType<WireFormatException>(error.InnerException);
        await Eventually.Async(() => server.Accepted == 2, "a new connection", Cancel);
    }

    [Fact]
    public async Task A_reply_over_the_limit_is_refused_by_name()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ReceiveRequestAsync();
            await peer.SendRawAsync(new byte[] { 0x7f, 0xff, 0xff, 0xff });
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.GetChildrenAsync("/a", Cancel).AsTask());
        Assert.Contains("2147483647", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_error_stays_a_number()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid, error: (ErrorCode)(-4711));
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.ExistsAsync("/a", Cancel).AsTask());
        Assert.Equal(-4711, (int)error.Code);
        Assert.Contains("-4711", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_ordinary_replies_move_the_last_transaction_seen()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid, default(Stat), zxid: 5);
            await peer.SendEventAsync(WatchEventType.DataChanged, "/a", zxid: 99);
            await peer.ReplyAsync(Xid.Ping, zxid: 98);
            header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid, default(Stat), zxid: 0);
            header = await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(header.Xid, zxid: 7, error: ErrorCode.NoNode);
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        await client.ExistsAsync("/a", Cancel);
        await client.ExistsAsync("/a", Cancel);
        Assert.Equal(5, client.LastZxid);
        await client.ExistsAsync("/a", Cancel);
        Assert.Equal(7, client.LastZxid);
    }

    [Fact]
    public async Task An_event_is_delivered_before_the_reply_behind_it()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ReplyAsync((await peer.ReceiveRequestAsync()).Xid, default(Stat));
            var header = await peer.ReceiveRequestAsync();
            await peer.SendEventAsync(WatchEventType.DataChanged, "/a", zxid: 8);
            await peer.ReplyAsync(header.Xid, default(Stat));
            await peer.StallAsync();
        });
        await using var client = await ConnectAsync(server);
        var (_, watch) = await client.ExistsAndWatchAsync("/a", Cancel);
        await client.SetDataAsync("/a", null, cancellationToken: Cancel);
        Assert.True(watch.HasFired);
        Assert.Equal(8, (await watch.Fired(Cancel)).Zxid);
    }

    [Fact]
    public async Task Callers_beyond_the_bound_wait_their_turn_in_order()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var xids = new List<int>();
            for (var i = 0; i < 4; i++)
                xids.Add((await peer.ReceiveRequestAsync()).Xid);
            var more = peer.ReceiveRequestAsync();
            Assert.NotSame(more, await Task.WhenAny(more, Task.Delay(100, peer.Cancellation)));
            foreach (var xid in xids)
                await peer.ReplyAsync(xid, new Stat { Version = xid });
            for (var header = await more; ; header = await peer.ReceiveRequestAsync())
                await peer.ReplyAsync(header.Xid, new Stat { Version = header.Xid });
        });
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { MaxOutstanding = 4 }, Cancel);
        var stats = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.ExistsAsync("/a", Cancel).AsTask()));
        Assert.Equal(Enumerable.Range(1, 50), stats.Select(stat => stat!.Value.Version));
    }

    [Fact]
    public async Task Bytes_beyond_the_bound_wait_their_turn_too()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            var first = await peer.ReceiveRequestAsync();
            var more = peer.ReceiveRequestAsync();
            Assert.NotSame(more, await Task.WhenAny(more, Task.Delay(100, peer.Cancellation)));
            await peer.ReplyAsync(first.Xid, new Stat { Version = first.Xid });
            for (var header = await more; ; header = await peer.ReceiveRequestAsync())
                await peer.ReplyAsync(header.Xid, new Stat { Version = header.Xid });
        });
        // One request is always let through, whatever its size; the next has no room beside it.
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { MaxOutstandingBytes = 1000 }, Cancel);
        var stats = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SetDataAsync("/a", new byte[2000], cancellationToken: Cancel).AsTask()));
        Assert.Equal(Enumerable.Range(1, 20), stats.Select(stat => stat.Version));
    }

    [Fact]
    public async Task Request_numbers_wrap_to_one_and_never_meet_the_reserved_ones()
    {
        var xids = new List<int>();
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            while (true)
            {
                var header = await peer.ReceiveRequestAsync();
                lock (xids)
                    xids.Add(header.Xid);
                await peer.ReplyAsync(header.Xid, default(Stat));
            }
        });
        await using (var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { LastXid = int.MaxValue - 2 }, Cancel))
        {
            for (var i = 0; i < 4; i++)
                await client.ExistsAsync("/a", Cancel);
        }
        lock (xids)
            Assert.Equal([int.MaxValue - 1, int.MaxValue, 1, 2], xids.Take(4));
    }

    [Fact]
    public async Task User_code_never_runs_on_the_receive_loop()
    {
        // A task that is done already would run its continuation here, on the test's own thread: the first reply waits until it is attached.
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await attached.Task;
            while (true)
                await peer.ReplyAsync((await peer.ReceiveRequestAsync()).Xid, default(Stat));
        });
        await using var client = await ConnectAsync(server);
        using var release = new ManualResetEventSlim();
        // The continuation blocks its thread. Were it the receive loop's, no later reply would ever come. One only: more would starve a pool of two threads.
        var blocked = client.ExistsAsync("/a", Cancel).AsTask()
            .ContinueWith(_ => release.Wait(TimeSpan.FromSeconds(30)), Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        attached.SetResult();
        for (var i = 0; i < 20; i++)
            await client.ExistsAsync("/a", Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(15), Cancel);
        release.Set();
        Assert.True(await blocked);
    }

    [Fact]
    public async Task An_auth_packet_that_is_refused_later_ends_the_session()
    {
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ShakeHandsAsync();
            await peer.ReceiveRequestAsync();
            await peer.ReplyAsync(Xid.Auth, error: ErrorCode.AuthFailed);
        });
        await using var client = await ConnectAsync(server);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.AddAuthAsync(AuthInfo.Digest("a", "b"), Cancel).AsTask());
        Assert.Equal(ErrorCode.AuthFailed, error.Code);
        await UntilAsync(client, SessionState.AuthFailed);
    }
}
