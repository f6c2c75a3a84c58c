using System.Diagnostics;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>The session: handshake, heartbeat, loss, return, end.</summary>
public abstract class SessionBehaviour(TestServer server) : Behaviour(server)
{
    [Fact]
    public async Task The_session_timeout_is_negotiated()
    {
        // The server's tick is half a second: sessions last 1 to 10 s.
        var wished = await ConnectAsync(Options() with { SessionTimeout = TimeSpan.FromMinutes(1) });
        var shortest = await ConnectAsync(Options() with { SessionTimeout = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(TimeSpan.FromSeconds(10), wished.SessionTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), shortest.SessionTimeout);
        Assert.NotEqual(0, wished.SessionId);
        Assert.Equal(Server.ConnectionString, wished.Server);
    }

    [Fact]
    public async Task An_idle_session_is_kept_alive_by_heartbeats()
    {
        var idle = await ConnectAsync(Options() with { SessionTimeout = TimeSpan.FromSeconds(1) });
        await idle.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        var safe = idle.SafeUntil;
        await Eventually.Async(() => idle.SafeUntil > safe + 2 * idle.TimeProvider.TimestampFrequency, "two session timeouts pass", Cancel);
        Assert.Equal(1, idle.Status.Version);
        Assert.NotNull(await Client.ExistsAsync("/e", Cancel));
    }

    [Fact]
    public async Task A_program_that_blocks_every_thread_of_the_pool_keeps_its_session() =>
        Assert.Equal("kept", await StarvedProcess.RunAsync(Server.ConnectionString + Root, Cancel));

    [Fact]
    public async Task SafeUntil_counts_from_the_sending_of_the_last_acknowledged_request()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        var before = client.TimeProvider.GetTimestamp();
        await client.SyncAsync("/", Cancel);
        var after = client.TimeProvider.GetTimestamp();
        var timeout = (long)(client.SessionTimeout.TotalSeconds * client.TimeProvider.TimestampFrequency);
        Assert.InRange(client.SafeUntil, before + timeout, after + timeout);

        proxy.Stalls = true;
        var safe = client.SafeUntil;
        var stuck = client.SyncAsync("/", Cancel).AsTask();
        Assert.Equal(safe, client.SafeUntil);
        proxy.Stalls = false;
        await stuck;
        Assert.True(client.SafeUntil > safe);
    }

    [Fact]
    public async Task A_cut_connection_is_replaced_and_the_session_goes_on()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        await client.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        var (id, version) = (client.SessionId, client.Status.Version);
        proxy.Cut();
        await Eventually.Async(() => client.Status.Version >= version + 2, "suspended and connected again", Cancel);

        Assert.Equal(id, client.SessionId);
        Assert.Equal(id, (await client.ExistsAsync("/e", Cancel))!.Value.EphemeralOwner);
        Assert.False(client.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_request_whose_reply_was_lost_says_that_it_may_have_happened()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.LoseNextReply();
        var error = await FailsAsync(ErrorCode.ConnectionLoss, () => client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel).AsTask());

        Assert.True(error.MayHaveHappened);
        Assert.Equal("/a", error.Path);
        Assert.Equal("1", Text((await client.GetDataAsync("/a", Cancel)).Data));
    }

    [Fact]
    public async Task A_request_that_was_never_sent_waits_for_the_next_connection()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.Refuses = true;
        proxy.Cut();
        await UntilAsync(client, state => state == SessionState.Suspended);
        var creating = Enumerable.Range(0, 10).Select(i => client.CreateAsync($"/n{i}", cancellationToken: Cancel).AsTask()).ToArray();
        Assert.DoesNotContain(creating, task => task.IsCompleted);

        proxy.Refuses = false;
        await Task.WhenAll(creating);
        Assert.Equal(10, (await client.GetChildrenAsync("/", Cancel)).Names.Count);
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waited_for_a_connection_is_not_sent()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.Refuses = true;
        proxy.Cut();
        await UntilAsync(client, state => state == SessionState.Suspended);
        using var cancellation = new CancellationTokenSource();
        var first = client.CreateAsync("/first", cancellationToken: Cancel).AsTask();
        var cancelled = client.SetDataAsync("/", Bytes("never"), cancellationToken: cancellation.Token).AsTask();
        var last = client.CreateAsync("/last", cancellationToken: Cancel).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        proxy.Refuses = false;
        await Task.WhenAll(first, last);
        Assert.Equal(0, (await Client.ExistsAsync("/", Cancel))!.Value.Version);
    }

    [Fact]
    public async Task Cancellation_frees_the_waiter_and_keeps_the_stream_in_step()
    {
        await Client.CreateAsync("/a", Bytes("x"), cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.Stalls = true;
        using var cancellation = new CancellationTokenSource();
        var reads = Enumerable.Range(0, 20).Select(i => client.GetDataAsync("/a", i % 2 == 0 ? cancellation.Token : Cancel).AsTask()).ToArray();
        var began = Stopwatch.GetTimestamp();
        await cancellation.CancelAsync();
        for (var i = 0; i < 20; i += 2)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reads[i]);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(500));

        proxy.Stalls = false;
        for (var i = 1; i < 20; i += 2)
            Assert.Equal("x", Text((await reads[i]).Data));
        Assert.Equal(1, client.Status.Version);
    }

    [Fact]
    public async Task No_reply_reaches_the_wrong_waiter_however_many_give_up()
    {
        for (var i = 0; i < 8; i++)
            await Client.CreateAsync($"/n{i}", Bytes($"{i}"), cancellationToken: Cancel);
        var (read, cancelled) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var round = 0; round < 300; round++)
            {
                using var cancellation = new CancellationTokenSource();
                var reads = Enumerable.Range(0, 8).Select(i => Client.GetDataAsync($"/n{i}", cancellation.Token).AsTask()).ToArray();
                for (var spins = random.Next(2000); spins > 0; spins--)
                    Thread.SpinWait(10);
                await cancellation.CancelAsync();
                for (var i = 0; i < 8; i++)
                {
                    try
                    {
                        Assert.Equal($"{i}", Text((await reads[i]).Data));
                        Interlocked.Increment(ref read);
                    }
                    catch (OperationCanceledException)
                    {
                        Interlocked.Increment(ref cancelled);
                    }
                }
            }
        }, Cancel)));
        Assert.Equal(8 * 300 * 8, read + cancelled);
        Assert.Equal("3", Text((await Client.GetDataAsync("/n3", Cancel)).Data));
        Assert.Equal(1, Client.Status.Version);
    }

    [Fact]
    public async Task A_node_that_a_cancelled_create_made_is_deleted_again()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.Stalls = true;
        using var cancellation = new CancellationTokenSource();
        var creating = client.CreateAsync("/lock-", mode: CreateMode.EphemeralSequential, cancellationToken: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);

        proxy.Stalls = false;
        await client.SyncAsync("/", Cancel);
        await Eventually.Async(async cancel => await Client.ExistsAsync("/", cancel) is { NumChildren: 0, Cversion: 2 }, "the node was there and is gone", Cancel);
    }

    [Theory]
    [InlineData(CreateMode.Ephemeral)]
    [InlineData(CreateMode.EphemeralSequential)]
    public async Task A_node_that_a_cancelled_create_made_goes_even_if_the_reply_is_lost(CreateMode mode)
    {
        await Client.CreateAsync("/a-0000000000", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        var own = await client.CreateAsync("/a-", mode: CreateMode.EphemeralSequential, cancellationToken: Cancel);
        await LoseCreatesAsync(proxy, client, nodes: 1, [mode], isCancelled: [true]);

        await Eventually.Async(async cancel => (await Client.ExistsAsync("/", cancel))?.NumChildren == 2, "the node is gone", Cancel);
        Assert.Equal([own.Path, "/a-0000000000"], (await Client.GetChildrenAsync("/", Cancel)).Names.Select(static name => $"/{name}").OrderDescending());
        await Eventually.Async(() => client.PendingCleanUps == 0, "nothing is left to do", Cancel);
    }

    [Fact]
    public async Task A_node_that_another_caller_looks_for_after_the_loss_stays()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        await LoseCreatesAsync(proxy, client, nodes: 2, [CreateMode.EphemeralSequential, CreateMode.EphemeralSequential], isCancelled: [true, false]);
        for (var i = 0; i < 20; i++)
            await client.SyncAsync("/", Cancel);
        Assert.Equal(2, (await Client.ExistsAsync("/", Cancel))!.Value.NumChildren);
        Assert.Equal(0, client.PendingCleanUps);
    }

    /// <summary>Lets the connection break before the replies to some creates have come; some of the callers have given up before.</summary>
    private async Task LoseCreatesAsync(FaultProxy proxy, ZkClient client, int nodes, CreateMode[] modes, bool[] isCancelled)
    {
        proxy.HoldsReplies = true;
        using var cancellation = new CancellationTokenSource();
        var before = (await Client.ExistsAsync("/", Cancel))!.Value.NumChildren;
        var creating = modes.Select((mode, i) => client.CreateAsync("/a-", mode: mode, cancellationToken: isCancelled[i] ? cancellation.Token : Cancel).AsTask()).ToArray();
        await Eventually.Async(async cancel => (await Client.ExistsAsync("/", cancel))!.Value.NumChildren == before + nodes, "the nodes are made", Cancel);
        await cancellation.CancelAsync();
        var seen = client.Status.Version;
        proxy.Cut();
        proxy.HoldsReplies = false;
        for (var i = 0; i < creating.Length; i++)
            if (isCancelled[i])
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating[i]);
            else
                Assert.True((await Assert.ThrowsAsync<ZkException>(() => creating[i])).MayHaveHappened);
        await Eventually.Async(() => client.Status is { State: SessionState.Connected } status && status.Version > seen, "the session goes on", Cancel);
    }

    [Theory]
    [InlineData(CreateMode.Persistent, false)]
    [InlineData(CreateMode.Ephemeral, true)]
    public async Task A_node_that_somebody_has_written_to_since_stays_unless_it_is_ephemeral(CreateMode mode, bool goes)
    {
        await CancelCreateAsync(mode, () => Client.SetDataAsync("/a", Bytes("in use"), cancellationToken: Cancel).AsTask(), async client =>
        {
            if (goes)
                await Eventually.Async(async cancel => await Client.ExistsAsync("/a", cancel) is null, "the ephemeral node is gone", Cancel);
            await client.SyncAsync("/", Cancel);
            Assert.Equal(goes, await Client.ExistsAsync("/a", Cancel) is null);
        });
    }

    [Fact]
    public async Task A_node_that_somebody_else_made_in_its_place_stays()
    {
        var made = 0L;
        await CancelCreateAsync(CreateMode.Persistent, async () =>
        {
            await Client.DeleteAsync("/a", cancellationToken: Cancel);
            made = (await Client.CreateAsync("/a", cancellationToken: Cancel)).Stat.Czxid;
        }, async _ => Assert.Equal(made, (await Client.ExistsAsync("/a", Cancel))?.Czxid));
    }

    /// <summary>Cancels a create whose reply is on its way, does something to the node, and lets the reply through.</summary>
    private async Task CancelCreateAsync(CreateMode mode, Func<Task> meanwhile, Func<ZkClient, Task> check)
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.HoldsReplies = true;
        using var cancellation = new CancellationTokenSource();
        var creating = client.CreateAsync("/a", mode: mode, cancellationToken: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        await Eventually.Async(async cancel => await Client.ExistsAsync("/a", cancel) is not null, "the node is made", Cancel);
        await meanwhile();

        proxy.HoldsReplies = false;
        // The first answer comes behind the create's, by which the sweep begins; the others leave it time for its two requests.
        for (var i = 0; i < 20; i++)
            await client.SyncAsync("/", Cancel);
        await check(client);
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.CreateAsync("/a", cancellationToken: new CancellationToken(true)).AsTask());
        Assert.Null(await Client.ExistsAsync("/a", Cancel));
    }

    [Fact]
    public async Task A_half_open_connection_is_given_up_within_two_thirds_of_the_timeout()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(Options(proxy.ConnectionString) with { SessionTimeout = TimeSpan.FromSeconds(6) });
        proxy.Stalls = true;
        var began = Stopwatch.GetTimestamp();
        await UntilAsync(client, state => state == SessionState.Suspended);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1.6, 6);
    }

    [Fact]
    public async Task The_clients_own_clock_ends_a_session_that_is_cut_off()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(Options(proxy.ConnectionString) with { SessionTimeout = TimeSpan.FromSeconds(1) });
        proxy.Refuses = true;
        proxy.Cut();
        await UntilAsync(client, state => state == SessionState.Suspended);
        var waiting = client.ExistsAsync("/", Cancel).AsTask();
        await UntilAsync(client, state => state == SessionState.Expired);

        Assert.True(client.Lost.IsCancellationRequested);
        var error = await FailsAsync(ErrorCode.SessionExpired, () => waiting);
        Assert.False(error.MayHaveHappened);
        await FailsAsync(ErrorCode.SessionExpired, () => client.ExistsAsync("/", Cancel).AsTask());
    }

    [Fact]
    public async Task A_session_that_the_server_has_ended_is_expired_on_return()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(Options(proxy.ConnectionString) with { SessionTimeout = TimeSpan.FromSeconds(1) });
        await client.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        await CloseElsewhereAsync(client);
        proxy.Cut();
        await UntilAsync(client, state => state == SessionState.Expired);
        Assert.Null(await Client.ExistsAsync("/e", Cancel));
        Assert.True(client.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Disposing_ends_the_session_at_once_and_for_good()
    {
        var client = await ConnectAsync();
        await client.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        await client.DisposeAsync();

        Assert.Null(await Client.ExistsAsync("/e", Cancel));
        Assert.Equal(SessionState.Closed, client.Status.State);
        Assert.True(client.Lost.IsCancellationRequested);
        await FailsAsync(ErrorCode.SessionExpired, () => client.ExistsAsync("/", Cancel).AsTask());
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_disposed_client_leaves_no_connection_behind()
    {
        await using var proxy = Server.NewProxy();
        for (var i = 0; i < 5; i++)
            await (await ConnectAsync(proxy.ConnectionString)).DisposeAsync();
        await Eventually.Async(() => proxy.Open == 0, "all connections are closed", Cancel);
        Assert.Equal(5, proxy.Accepted);
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_a_server_that_is_gone()
    {
        await using var proxy = Server.NewProxy();
        var client = await ConnectAsync(proxy.ConnectionString);
        proxy.Stalls = true;
        var began = Stopwatch.GetTimestamp();
        await client.DisposeAsync();
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_slow_drip_of_bytes_is_read_as_whole_replies()
    {
        await Client.CreateAsync("/a", Bytes("drop by drop"), cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        proxy.Drips = true;
        var client = await ConnectAsync(proxy.ConnectionString);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetDataAsync("/a", Cancel).AsTask()));
        Assert.All(reads, read => Assert.Equal("drop by drop", Text(read.Data)));
    }

    [Fact]
    public async Task The_next_server_is_tried_when_one_does_not_answer()
    {
        await using var silent = Server.NewProxy();
        silent.Stalls = true;
        var client = await ConnectAsync(Options($"127.0.0.1:1,{silent.ConnectionString},{Server.ConnectionString}") with { ConnectTimeout = TimeSpan.FromSeconds(6) });
        Assert.Equal(Server.ConnectionString, client.Server);
    }

    [Fact]
    public async Task A_missing_root_is_an_error_that_says_what_to_do()
    {
        var options = Options() with { ConnectionString = ConnectionString.Parse(Server.ConnectionString + Root + "/no/where"), CreateRoot = false };
        var error = await FailsAsync(ErrorCode.NoNode, () => ZkClient.ConnectAsync(options, Cancel).AsTask());
        Assert.Contains("/no/where", error.Message, StringComparison.Ordinal);

        await ConnectAsync(options with { CreateRoot = true });
        Assert.NotNull(await Client.ExistsAsync("/no/where", Cancel));
    }

    [Fact]
    public async Task The_servers_version_is_known_once_the_session_stands()
    {
        var client = await ConnectAsync(Options() with { LearnServerVersion = true });
        Assert.Matches("^3\\.[0-9]+\\.[0-9]+$", client.ServerVersion);
        Assert.True(client.Supports(ServerFeature.Containers));
    }

    [Fact]
    public async Task The_list_of_servers_may_change_while_the_session_runs()
    {
        await using var first = Server.NewProxy();
        await using var second = Server.NewProxy();
        var client = await ConnectAsync(first.ConnectionString);
        var id = client.SessionId;
        client.UpdateServers(ConnectionString.Parse(second.ConnectionString).Servers);
        await Eventually.Async(() => client.Server == second.ConnectionString && client.Status.State == SessionState.Connected, "connected to the other", Cancel);

        Assert.Equal(id, client.SessionId);
        Assert.Equal(second.ConnectionString + Root, client.ConnectionString.ToString());
    }

    [Fact]
    public async Task A_ping_measures_a_round_trip() => Assert.InRange(await Client.PingAsync(Cancel), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));

    [Fact]
    public async Task Blocking_in_a_continuation_does_not_stop_the_receive_loop()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var nested = Client.GetDataAsync("/a", Cancel).AsTask().ContinueWith(
            _ => Client.GetDataAsync("/a", Cancel).AsTask().Wait(TimeSpan.FromSeconds(5), Cancel),
            Cancel, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Assert.True(await nested);
    }

    [Fact]
    public async Task The_last_transaction_seen_grows_with_replies()
    {
        var before = Client.LastZxid;
        var created = await Client.CreateAsync("/a", cancellationToken: Cancel);
        Assert.True(Client.LastZxid > before);
        Assert.Equal(created.Stat.Czxid, Client.LastZxid);
    }

    /// <summary>Ends a client's session by another connection that takes it over and closes it.</summary>
    private async Task CloseElsewhereAsync(ZkClient client) => await SessionThief.CloseAsync(Server.Port, client, Cancel);
}
