using System.Collections.Concurrent;
using FlinkZk.Client;
using FlinkZk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Alerts, and who watches for them, on whichever server.</summary>
public abstract class AlertBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly ClusterPaths Paths = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task The_next_takes_over_with_what_the_one_before_knew_and_nothing_is_told_twice()
    {
        await using var client = await ConnectAsync();
        var store = new AlertStore(client, Paths);
        await store.AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/a", For = TimeSpan.FromSeconds(30) }, Stop);
        await using var first = await StartAsync();
        await UntilPendingAsync(client, "gone");
        await using var second = await StartAsync();
        // Of the time that it has to be missing, the first sees one part and the second the other.
        _time.Advance(TimeSpan.FromSeconds(20));
        await first.CloseAsync();
        Assert.Empty(first.Told);
        await UntilAsync(async () => await LeaderAsync(client) == second.SessionId, "the second watches");
        await TellAsync(second, 1, TimeSpan.FromSeconds(10));
        Assert.Equal(["gone 1 Raised"], second.Told);

        await using var third = await StartAsync();
        await second.CloseAsync();
        await UntilAsync(async () => await LeaderAsync(client) == third.SessionId, "the third watches");
        await client.CreateAsync("/a", cancellationToken: Stop);
        await TellAsync(third, 1, TimeSpan.FromSeconds(1));
        Assert.Equal(["gone 2 Cleared"], third.Told);
        var stands = await store.ReadAsync("gone", Stop);
        Assert.Equal((false, "/a is there."), (stands!.IsRaised, stands.Last!.Message));
    }

    [Fact]
    public async Task An_edge_whose_teller_went_before_it_was_taken_is_told_by_the_next_under_the_same_number()
    {
        await using var client = await ConnectAsync();
        await new AlertStore(client, Paths).AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/a" }, Stop);
        var mortal = await ConnectAsync();
        await using (var news = NewWatcher(mortal).WatchAsync(Stop).GetAsyncEnumerator(Stop))
        {
            Assert.True(await NextAsync(news));
            Assert.Equal("gone 1 Raised", Line(news.Current));
            // Its session ends while whoever asked for it is still at work with it.
            await mortal.DisposeAsync();
        }
        await using var next = await StartAsync();
        await TellAsync(next, 1, TimeSpan.FromSeconds(1));
        Assert.Equal(["gone 1 Raised"], next.Told);
    }

    [Fact]
    public async Task Each_kind_is_raised_and_cleared_by_what_really_happens()
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        var store = new AlertStore(client, Paths);
        await client.CreateAsync("/value", "3"u8.ToArray(), cancellationToken: Stop);
        await client.CreateAsync("/leader", "one"u8.ToArray(), cancellationToken: Stop);
        await store.AddAsync("exists", new() { Kind = AlertKind.NodeExists, Target = "/a" }, Stop);
        await store.AddAsync("value", new() { Kind = AlertKind.NodeValue, Target = "/value", Above = 5 }, Stop);
        await store.AddAsync("leader", new() { Kind = AlertKind.LeaderChanges, Target = "/leader", MoreThan = 1, Within = TimeSpan.FromMinutes(1) }, Stop);
        await store.AddAsync("held", new() { Kind = AlertKind.LockHeld, Target = "orders" }, Stop);
        await store.AddAsync("waiting", new() { Kind = AlertKind.LockWaiting, Target = "orders" }, Stop);
        await store.AddAsync("runner", new() { Kind = AlertKind.RunnerGone, Target = "one", For = TimeSpan.FromSeconds(5) }, Stop);
        await store.AddAsync("server", new() { Kind = AlertKind.ServerUnhealthy, Target = $"127.0.0.1:{FreePort.Next()}" }, Stop);
        await using var watcher = await StartAsync();

        await ToldAsync(watcher, "server 1 Raised");
        await client.CreateAsync("/a", cancellationToken: Stop);
        await ToldAsync(watcher, "exists 1 Raised");
        await client.SetDataAsync("/value", "7"u8.ToArray(), cancellationToken: Stop);
        await ToldAsync(watcher, "value 1 Raised");
        await client.SetDataAsync("/value", "1"u8.ToArray(), cancellationToken: Stop);
        await ToldAsync(watcher, "value 2 Cleared");
        await client.SetDataAsync("/leader", "two"u8.ToArray(), cancellationToken: Stop);
        await client.SetDataAsync("/leader", "three"u8.ToArray(), cancellationToken: Stop);
        await ToldAsync(watcher, "leader 1 Raised");
        _time.Advance(TimeSpan.FromSeconds(61));
        await ToldAsync(watcher, "leader 2 Cleared");
        await ToldAsync(watcher, "runner 1 Raised");
        await using var runner = await PersistentEphemeralNode.TryStartAsync(other, Paths.Runner("one"), [], Long, Stop);
        await ToldAsync(watcher, "runner 2 Cleared");

        var queue = new DistributedLock(client, Paths.Lock("orders"));
        await using var held = await queue.AcquireAsync(LockHolder.Current("test"), Stop);
        await ToldAsync(watcher, "held 1 Raised");
        var waiting = new DistributedLock(other, Paths.Lock("orders")).AcquireAsync(LockHolder.Current("test"), Stop);
        await ToldAsync(watcher, "waiting 1 Raised");
        await held.ReleaseAsync(Stop);
        await ToldAsync(watcher, "waiting 2 Cleared");
        await (await waiting).ReleaseAsync(Stop);
        await ToldAsync(watcher, "held 2 Cleared");
    }

    [Fact]
    public async Task One_that_is_removed_is_cleared_and_one_that_is_odd_hides_no_other()
    {
        await using var client = await ConnectAsync();
        var store = new AlertStore(client, Paths);
        await store.AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/a" }, Stop);
        Assert.Null(await store.AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/b" }, Stop));
        await client.CreateAsync(Paths.Alert("odd"), "no rule"u8.ToArray(), cancellationToken: Stop);
        await using var watcher = await StartAsync();
        await ToldAsync(watcher, "gone 1 Raised");
        await ToldAsync(watcher, "odd InvalidDataException");
        Assert.IsType<InvalidDataException>((await store.ReadAsync("odd", Stop))!.Failure);
        Assert.Equal(["gone", "odd"], await store.ListAsync(Stop));
        Assert.True(await store.RemoveAsync("gone", Stop));
        await ToldAsync(watcher, "gone 2 Cleared");
        await UntilAsync(async () => await client.ExistsAsync(Paths.AlertState("gone"), Stop) is null, "nothing of it is left");
        Assert.False(await store.RemoveAsync("gone", Stop));
        // One under the name of an earlier one begins anew.
        await store.AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/b" }, Stop);
        await UntilAsync(() => Task.FromResult(watcher.Told.Count(line => line == "gone 1 Raised") == 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task However_watchers_come_and_go_each_edge_is_told_once_and_in_order(int seed)
    {
        await using var client = await ConnectAsync();
        await new AlertStore(client, Paths).AddAsync("gone", new() { Kind = AlertKind.NodeMissing, Target = "/a", For = TimeSpan.FromSeconds(2), ClearAfter = TimeSpan.FromSeconds(2) }, Stop);
        var random = new Random(seed);
        var all = new List<Watching>();
        var running = new Queue<Watching>();
        for (var i = 0; i < 2; i++)
            await AddAsync();
        var edges = 0;
        for (var i = 0; i < 8; i++)
        {
            if (random.Next(2) == 0)
            {
                await running.Dequeue().CloseAsync();
                await AddAsync();
            }
            if (edges % 2 == 1)
                await client.CreateAsync("/a", cancellationToken: Stop);
            else if (edges > 0)
                await client.DeleteAsync("/a", cancellationToken: Stop);
            edges++;
            await UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(all.Sum(one => one.Told.Count) >= edges);
            }, $"edge {edges} of seed {seed} is told");
        }
        foreach (var one in running)
            await one.CloseAsync();
        var told = all.SelectMany(one => one.Told).OrderBy(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, edges).Select(number => $"gone {number} {(number % 2 == 1 ? "Raised" : "Cleared")}"), told);

        async Task AddAsync()
        {
            var one = await StartAsync();
            all.Add(one);
            running.Enqueue(one);
        }
    }

    private AlertWatcher NewWatcher(ZkClient client) => new(client, Paths) { Time = _time };

    private async Task<Watching> StartAsync()
    {
        var client = await ConnectAsync();
        return new(client, NewWatcher(client));
    }

    // What is written is what the next one goes on from.
    private static Task UntilPendingAsync(ZkClient client, string name) => UntilAsync(
        async () => await client.ExistsAsync(Paths.AlertState(name), Stop) is not null && AlertState.FromJson((await client.GetDataAsync(Paths.AlertState(name), Stop)).Data)?.OtherwiseSince is not null, "it is seen to be missing");

    private static async Task<long?> LeaderAsync(ZkClient client) => (await new DistributedLock(client, Paths.AlertWatchers).GetContendersAsync(Stop)).FirstOrDefault(one => one.IsHolder)?.SessionId;

    private Task TellAsync(Watching watcher, int count, TimeSpan step) => UntilAsync(() =>
    {
        if (watcher.Told.Count < count)
            _time.Advance(step);
        return Task.FromResult(watcher.Told.Count >= count);
    }, $"{count} told");

    private Task ToldAsync(Watching watcher, string line) => UntilAsync(() =>
    {
        if (watcher.Told.Contains(line))
            return Task.FromResult(true);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return Task.FromResult(false);
    }, $"'{line}' among {string.Join(", ", watcher.Told)}");

    private static async Task<bool> NextAsync(IAsyncEnumerator<AlertNews> news) => await news.MoveNextAsync().AsTask().WaitAsync(Long, Stop);

    private static string Line(AlertNews news) => news.Alert is { } alert ? $"{alert.Name} {alert.Number} {alert.Edge}" : $"{news.Name} {news.Failure!.GetType().Name}";

    /// <summary>One who watches, with a session of its own.</summary>
    private sealed class Watching : IAsyncDisposable
    {
        private readonly ZkClient _client;
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        private readonly Task _watching;

        public Watching(ZkClient client, AlertWatcher watcher)
        {
            (_client, SessionId) = (client, client.SessionId);
            _watching = WatchAsync(watcher);
        }

        public long SessionId { get; }

        public ConcurrentQueue<string> Told { get; } = new();

        /// <summary>Its session ends, and it with it.</summary>
        public async Task CloseAsync()
        {
            await _client.DisposeAsync();
            Assert.True(Assert.IsType<ZkException>(await Record.ExceptionAsync(() => _watching.WaitAsync(Long, Stop)), exactMatch: false).IsSessionOver);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _client.DisposeAsync();
            _stop.Dispose();
        }

        private async Task WatchAsync(AlertWatcher watcher)
        {
            await foreach (var news in watcher.WatchAsync(_stop.Token))
                Told.Enqueue(Line(news));
        }
    }
}
