using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>Watches of all kinds, over reconnects, and that none is left behind.</summary>
public abstract class WatchBehaviour(TestServer server) : Behaviour(server)
{
    [Fact]
    public async Task A_data_watch_fires_once_with_the_change()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var (_, watch) = await Client.GetDataAndWatchAsync("/a", Cancel);
        Assert.False(watch.HasFired);
        var stat = await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);

        var e = await watch.Fired(Cancel);
        Assert.Equal((WatchEventType.DataChanged, "/a", SessionState.Connected), (e.Type, e.Path, e.State));
        Assert.Equal(Server.Is39 ? stat.Mzxid : -1, e.Zxid);
    }

    [Fact]
    public async Task An_event_comes_before_the_reply_to_the_write_that_caused_it()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        for (var i = 0; i < 50; i++)
        {
            var (_, watch) = await Client.GetDataAndWatchAsync("/a", Cancel);
            await Client.SetDataAsync("/a", Bytes($"{i}"), cancellationToken: Cancel);
            Assert.True(watch.HasFired);
        }
    }

    [Fact]
    public async Task An_exists_watch_waits_for_a_node_that_is_not_there_yet()
    {
        var (stat, watch) = await Client.ExistsAndWatchAsync("/later", Cancel);
        Assert.Null(stat);
        await Client.CreateAsync("/later", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.Created, (await watch.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task A_child_watch_fires_for_children_and_for_the_end_of_the_node()
    {
        await Client.CreateAsync("/p", cancellationToken: Cancel);
        var (_, first) = await Client.GetChildrenAndWatchAsync("/p", Cancel);
        await Client.CreateAsync("/p/c", cancellationToken: Cancel);
        Assert.Equal((WatchEventType.ChildrenChanged, "/p"), ((await first.Fired(Cancel)).Type, (await first.Fired(Cancel)).Path));

        await Client.DeleteAsync("/p/c", cancellationToken: Cancel);
        var (_, second) = await Client.GetChildrenAndWatchAsync("/p", Cancel);
        await Client.DeleteAsync("/p", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.Deleted, (await second.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task A_failed_read_leaves_no_watch()
    {
        await FailsAsync(ErrorCode.NoNode, () => Client.GetDataAndWatchAsync("/missing", Cancel).AsTask());
        await Client.CreateAsync("/missing", cancellationToken: Cancel);
        Assert.Equal(0, await ServerWatchesAsync("/missing"));
    }

    [Fact]
    public async Task The_server_can_be_asked_for_a_watch()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        Assert.False(await Client.HasServerWatchAsync("/a", WatcherType.Any, Cancel));
        var (_, watch) = await Client.GetDataAndWatchAsync("/a", Cancel);
        Assert.True(await Client.HasServerWatchAsync("/a", WatcherType.Data, Cancel));
        Assert.False(await Client.HasServerWatchAsync("/a", WatcherType.Children, Cancel));
        await watch.DisposeAsync();
        Assert.False(await Client.HasServerWatchAsync("/a", WatcherType.Any, Cancel));
    }

    [Fact]
    public async Task Kinds_are_taken_off_one_by_one_where_the_server_tells_them_apart()
    {
        Assert.SkipUnless(Server.Is39, "Before 3.9 a server tells the kinds of a path's watches not apart.");
        var client = await ConnectAsync(Options() with { LearnServerVersion = true });
        Assert.NotNull(client.ServerVersion);
        await client.CreateAsync("/a", cancellationToken: Cancel);
        var persistent = await client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        var (_, once) = await client.GetDataAndWatchAsync("/a", Cancel);

        await persistent.DisposeAsync();
        Assert.False(await client.HasServerWatchAsync("/a", WatcherType.Persistent, Cancel));
        Assert.True(await client.HasServerWatchAsync("/a", WatcherType.Data, Cancel));
        await client.SetDataAsync("/a", null, cancellationToken: Cancel);
        Assert.True(once.HasFired);
    }

    [Fact]
    public async Task Two_users_of_one_watch_both_get_the_event()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var (_, first) = await Client.GetDataAndWatchAsync("/a", Cancel);
        var (_, second) = await Client.ExistsAndWatchAsync("/a", Cancel);
        await Client.DeleteAsync("/a", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.Deleted, (await first.Fired(Cancel)).Type);
        Assert.Equal(WatchEventType.Deleted, (await second.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task The_last_user_takes_the_watch_off_the_server()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var (_, first) = await Client.GetDataAndWatchAsync("/a", Cancel);
        var (_, second) = await Client.ExistsAndWatchAsync("/a", Cancel);

        await first.DisposeAsync();
        await Client.SyncAsync("/", Cancel);
        Assert.Equal(1, await ServerWatchesAsync("/a"));
        await second.DisposeAsync();
        await Client.SyncAsync("/", Cancel);
        Assert.Equal(0, await ServerWatchesAsync("/a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.Fired(Cancel).AsTask());
    }

    [Fact]
    public async Task A_watch_that_is_set_while_another_is_taken_off_stays()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        for (var i = 0; i < 100; i++)
        {
            var (_, old) = await Client.GetDataAndWatchAsync("/a", Cancel);
            var reading = Client.GetDataAndWatchAsync("/a", Cancel);
            await old.DisposeAsync();
            var (_, fresh) = await reading;
            await Client.SetDataAsync("/a", Bytes($"{i}"), cancellationToken: Cancel);
            Assert.True(fresh.HasFired, $"round {i}");
        }
    }

    [Fact]
    public async Task A_cancelled_read_leaves_no_watch_on_the_server()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var slow = await ConnectAsync(proxy.ConnectionString);
        proxy.Stalls = true;
        using var cancellation = new CancellationTokenSource();
        var reading = slow.GetDataAndWatchAsync("/a", cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        proxy.Stalls = false;
        await slow.SyncAsync("/", Cancel);
        Assert.Equal(0, await ServerWatchesAsync("/a"));
    }

    [Fact]
    public async Task A_persistent_watch_stays_and_tells_of_data_and_children()
    {
        await using var watch = await Client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/a/b", cancellationToken: Cancel);
        await Client.CreateAsync("/a/b/c", cancellationToken: Cancel);
        await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);
        await Client.DeleteAsync("/a/b/c", cancellationToken: Cancel);
        await Client.DeleteAsync("/a/b", cancellationToken: Cancel);
        await Client.DeleteAsync("/a", cancellationToken: Cancel);

        Assert.Equal(
        [
            (WatchEventType.Created, "/a"), (WatchEventType.ChildrenChanged, "/a"), (WatchEventType.DataChanged, "/a"),
            (WatchEventType.ChildrenChanged, "/a"), (WatchEventType.Deleted, "/a"),
        ], await TakeAsync(watch, 5));
    }

    [Fact]
    public async Task A_recursive_watch_tells_of_everything_below_in_wire_order()
    {
        await using var watch = await Client.WatchAsync("/a", AddWatchMode.PersistentRecursive, Cancel);
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/a/b", cancellationToken: Cancel);
        await Client.CreateAsync("/ab", cancellationToken: Cancel);
        await Client.SetDataAsync("/a/b", Bytes("1"), cancellationToken: Cancel);
        await Client.DeleteAsync("/a/b", cancellationToken: Cancel);

        Assert.Equal(
            [(WatchEventType.Created, "/a"), (WatchEventType.Created, "/a/b"), (WatchEventType.DataChanged, "/a/b"), (WatchEventType.Deleted, "/a/b")],
            await TakeAsync(watch, 4));
    }

    [Fact]
    public async Task A_recursive_watch_beside_a_persistent_one_shows_no_child_events()
    {
        await using var recursive = await Client.WatchAsync("/", AddWatchMode.PersistentRecursive, Cancel);
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await using var persistent = await Client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        await Client.CreateAsync("/a/b", cancellationToken: Cancel);
        await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);

        Assert.Equal([(WatchEventType.ChildrenChanged, "/a"), (WatchEventType.DataChanged, "/a")], await TakeAsync(persistent, 2));
        Assert.Equal([(WatchEventType.Created, "/a"), (WatchEventType.Created, "/a/b"), (WatchEventType.DataChanged, "/a")], await TakeAsync(recursive, 3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_one_shot_watch_beside_a_persistent_one_takes_nothing_from_it(bool versionKnown)
    {
        var client = await ConnectAsync(Options() with { LearnServerVersion = versionKnown });
        await client.CreateAsync("/a", cancellationToken: Cancel);
        await using var persistent = await client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        for (var i = 0; i < 3; i++)
        {
            var (_, data) = await client.GetDataAndWatchAsync("/a", Cancel);
            var (_, child) = await client.GetChildrenAndWatchAsync("/a", Cancel);
            await client.SetDataAsync("/a", null, cancellationToken: Cancel);
            Assert.True(data.HasFired);
            Assert.False(child.HasFired);
            await client.CreateAsync($"/a/{i}", cancellationToken: Cancel);
            Assert.True(child.HasFired);
        }
        Assert.Equal(6, (await TakeAsync(persistent, 6)).Count);
    }

    [Fact]
    public async Task A_persistent_watch_is_counted_and_ends_with_its_last_user()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var first = await Client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        var second = await Client.WatchAsync("/a", AddWatchMode.Persistent, Cancel);
        await first.DisposeAsync();
        await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);
        Assert.Equal([(WatchEventType.DataChanged, "/a")], await TakeAsync(second, 1));
        Assert.Empty(await first.ReadAllAsync(Cancel).ToListAsync(Cancel));

        await second.DisposeAsync();
        await Client.SyncAsync("/", Cancel);
        Assert.Equal(0, await ServerWatchesAsync("/a"));
    }

    [Fact]
    public async Task One_shot_watches_survive_a_reconnect()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/p", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var watcher = await ConnectAsync(proxy.ConnectionString);
        var (_, data) = await watcher.GetDataAndWatchAsync("/a", Cancel);
        var (_, exist) = await watcher.ExistsAndWatchAsync("/later", Cancel);
        var (_, child) = await watcher.GetChildrenAndWatchAsync("/p", Cancel);
        await ReconnectAsync(watcher, proxy);
        Assert.False(data.HasFired || exist.HasFired || child.HasFired);

        await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);
        await Client.CreateAsync("/later", cancellationToken: Cancel);
        await Client.CreateAsync("/p/c", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.DataChanged, (await data.Fired(Cancel)).Type);
        Assert.Equal(WatchEventType.Created, (await exist.Fired(Cancel)).Type);
        Assert.Equal(WatchEventType.ChildrenChanged, (await child.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task A_change_that_happened_while_away_fires_the_one_shot_watch_on_return()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/gone", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var watcher = await ConnectAsync(proxy.ConnectionString);
        var (_, changed) = await watcher.GetDataAndWatchAsync("/a", Cancel);
        var (_, deleted) = await watcher.ExistsAndWatchAsync("/gone", Cancel);
        var (_, created) = await watcher.ExistsAndWatchAsync("/later", Cancel);
        await ReconnectAsync(watcher, proxy, async () =>
        {
            await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel);
            await Client.DeleteAsync("/gone", cancellationToken: Cancel);
            await Client.CreateAsync("/later", cancellationToken: Cancel);
        });

        Assert.Equal(WatchEventType.DataChanged, (await changed.Fired(Cancel)).Type);
        Assert.Equal(WatchEventType.Deleted, (await deleted.Fired(Cancel)).Type);
        Assert.Equal(WatchEventType.Created, (await created.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task A_node_that_came_and_went_while_away_goes_unseen_and_its_watch_stays()
    {
        await using var proxy = Server.NewProxy();
        var watcher = await ConnectAsync(proxy.ConnectionString);
        var (_, watch) = await watcher.ExistsAndWatchAsync("/brief", Cancel);
        await ReconnectAsync(watcher, proxy, async () =>
        {
            await Client.CreateAsync("/brief", cancellationToken: Cancel);
            await Client.DeleteAsync("/brief", cancellationToken: Cancel);
        });
        await watcher.SyncAsync("/", Cancel);
        Assert.False(watch.HasFired);
        await Client.CreateAsync("/brief", cancellationToken: Cancel);
        Assert.Equal(WatchEventType.Created, (await watch.Fired(Cancel)).Type);
    }

    [Fact]
    public async Task A_persistent_watch_says_that_events_may_be_missing_and_goes_on_after_a_reconnect()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await using var proxy = Server.NewProxy();
        var watcher = await ConnectAsync(proxy.ConnectionString);
        await using var watch = await watcher.WatchAsync("/", AddWatchMode.PersistentRecursive, Cancel);
        await ReconnectAsync(watcher, proxy, () => Client.SetDataAsync("/a", Bytes("missed"), cancellationToken: Cancel).AsTask());
        await Client.CreateAsync("/b", cancellationToken: Cancel);

        var events = new List<WatchEvent>();
        await foreach (var e in watch.ReadAllAsync(Cancel))
        {
            events.Add(e);
            if (e.Type == WatchEventType.Created)
                break;
        }
        Assert.Equal(
            [(WatchEventType.None, SessionState.Suspended), (WatchEventType.None, SessionState.Connected), (WatchEventType.Created, SessionState.Connected)],
            events.Select(e => (e.Type, e.State)));
    }

    [Fact]
    public async Task More_watches_than_a_frame_holds_are_armed_again_in_batches()
    {
        // 600 paths of about 700 bytes: three batches and more.
        var name = new string('x', 650);
        await using var proxy = Server.NewProxy();
        var watcher = await ConnectAsync(proxy.ConnectionString);
        var watches = await Task.WhenAll(Enumerable.Range(0, 600).Select(async i => (await watcher.ExistsAndWatchAsync($"/{name}{i}", Cancel)).Watch));
        await ReconnectAsync(watcher, proxy);

        await Client.CreateAsync($"/{name}0", cancellationToken: Cancel);
        await Client.CreateAsync($"/{name}599", cancellationToken: Cancel);
        await watches[0].Fired(Cancel);
        await watches[599].Fired(Cancel);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_its_watches()
    {
        var other = await ConnectAsync();
        var (_, once) = await other.ExistsAndWatchAsync("/x", Cancel);
        var lasting = await other.WatchAsync("/x", AddWatchMode.Persistent, Cancel);
        await other.DisposeAsync();

        Assert.Equal((WatchEventType.None, SessionState.Closed), ((await once.Fired(Cancel)).Type, (await once.Fired(Cancel)).State));
        var last = Assert.Single(await lasting.ReadAllAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal((WatchEventType.None, SessionState.Closed), (last.Type, last.State));
    }

    [Fact]
    public async Task Events_name_nodes_as_the_view_does()
    {
        await Client.CreateAsync("/v", cancellationToken: Cancel);
        var view = Client.WithChroot("/v");
        await using var watch = await view.WatchAsync("/", AddWatchMode.PersistentRecursive, Cancel);
        await Client.SetDataAsync("/v", Bytes("1"), cancellationToken: Cancel);
        await view.CreateAsync("/n", cancellationToken: Cancel);
        Assert.Equal([(WatchEventType.DataChanged, "/"), (WatchEventType.Created, "/n")], await TakeAsync(watch, 2));
    }

    private static async Task<List<(WatchEventType, string)>> TakeAsync(NodeWatch watch, int count)
    {
        var events = new List<(WatchEventType, string)>();
        await foreach (var e in watch.ReadAllAsync(Cancel))
        {
            events.Add((e.Type, e.Path));
            if (events.Count == count)
                break;
        }
        return events;
    }

    private static async Task ReconnectAsync(ZkClient client, FaultProxy proxy, Func<Task>? meanwhile = null)
    {
        var before = client.Status;
        proxy.Refuses = true;
        proxy.Cut();
        await UntilAsync(client, state => state == SessionState.Suspended);
        if (meanwhile is not null)
            await meanwhile();
        proxy.Refuses = false;
        var after = await UntilAsync(client, state => state == SessionState.Connected);
        Assert.True(after.Version >= before.Version + 2);
    }

    /// <summary>How many connections watch a node, as the server itself tells (wchp lists paths with their sessions).</summary>
    private async Task<int> ServerWatchesAsync(string path)
    {
        var answer = await FourLetterWord.AskAsync(Server.Port, "wchp", Cancel);
        var lines = answer!.Split('\n').ToList();
        var at = lines.IndexOf(Root + path);
        return at < 0 ? 0 : lines.Skip(at + 1).TakeWhile(line => line.StartsWith('\t')).Count();
    }
}
