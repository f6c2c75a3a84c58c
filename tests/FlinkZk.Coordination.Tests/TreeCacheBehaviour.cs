using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>A tree kept at hand, on whichever server, by one recursive watch and by plain ones.</summary>
public abstract class TreeCacheBehaviour(TestServer server) : ServerTests(server)
{
    private const string Top = "/top";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task Each_snapshot_is_the_state_after_its_transaction_and_the_changes_lead_to_it_through_lost_connections(int seed, bool plain)
    {
        await using var proxy = Server.NewProxy();
        await using var reader = await ConnectAsync(proxy);
        await using var writer = await ConnectAsync();
        var model = new Model(seed, writer);
        await model.ChangeAsync(20);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var cache = await TreeCache.StartAsync(reader, Top, new() { PlainWatches = plain }, Stop);
        var snapshots = new ConcurrentQueue<TreeSnapshot>();
        var collecting = CollectAsync(cache, snapshots, enough.Token);
        var told = new ConcurrentDictionary<string, string>();
        var following = FollowAsync(reader, plain, told, enough.Token);
        var random = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            if (i % 3 == 1)
            {
                proxy.Refuses = true;
                proxy.Cut();
            }
            await model.ChangeAsync(random.Next(1, 15));
            if (i % 3 == 2)
                proxy.Refuses = false;
            if (i % 6 == 5)
                await SameAsync(() => Texts(cache.Current), model.Last, seed);
        }
        await SameAsync(() => Texts(cache.Current), model.Last, seed);
        await SameAsync(() => told.ToImmutableSortedDictionary(StringComparer.Ordinal), model.Last, seed);
        await enough.CancelAsync();
        await Task.WhenAll(collecting, following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var whole = 0;
        foreach (var snapshot in snapshots.Where(snapshot => snapshot.Zxid is not null))
        {
            whole++;
            Assert.Equal(Lines(model.At(snapshot.Zxid!.Value)), Lines(Texts(snapshot)));
        }
        Assert.InRange(whole, 3, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_there_is_is_told_first_and_then_each_change_from_before_the_top_is_made(bool plain)
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        await using var changes = TreeCache.WatchAsync(client, Top, new() { PlainWatches = plain }, Stop).GetAsyncEnumerator(Stop);
        var first = NextAsync(changes);
        await other.CreateAsync(Top, "1"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal("Created /top 1", await first);
        await other.CreateAsync("/top/a", "x"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal("Created /top/a x", await NextAsync(changes));
        await other.SetDataAsync("/top/a", "y"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal("Changed /top/a y", await NextAsync(changes));
        await other.MultiAsync([ZkOperation.Delete("/top/a"), ZkOperation.Create("/top/a", "z"u8.ToArray())], Stop);
        Assert.Equal("Deleted /top/a y", await NextAsync(changes));
        Assert.Equal("Created /top/a z", await NextAsync(changes));
        await other.MultiAsync([ZkOperation.Delete("/top/a"), ZkOperation.Delete("/top")], Stop);
        Assert.Equal("Deleted /top/a z", await NextAsync(changes));
        Assert.Equal("Deleted /top 1", await NextAsync(changes));
        await other.CreateAsync(Top, "2"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal("Created /top 2", await NextAsync(changes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_connection_is_told_and_that_it_has_come_back_with_what_changed_meanwhile(bool plain)
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var other = await ConnectAsync();
        await other.CreateAsync(Top, "1"u8.ToArray(), cancellationToken: Stop);
        await using var changes = TreeCache.WatchAsync(client, Top, new() { PlainWatches = plain }, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("Created /top 1", await NextAsync(changes));
        proxy.Refuses = true;
        proxy.Cut();
        Assert.Equal("Lost", await NextAsync(changes));
        await other.SetDataAsync(Top, "2"u8.ToArray(), cancellationToken: Stop);
        proxy.Refuses = false;
        Assert.Equal("Rebuilt", await NextAsync(changes));
        Assert.Equal("Changed /top 2", await NextAsync(changes));
    }

    [Fact]
    public async Task Of_a_few_levels_no_more_is_kept()
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, "/top/a/b/c", Stop);
        await using var alone = await TreeCache.StartAsync(client, Top, new() { Depth = 0 }, Stop);
        await using var two = await TreeCache.StartAsync(client, Top, new() { Depth = 2 }, Stop);
        Assert.Equal(["/top"], alone.Current.InOrder.Select(node => node.Path));
        Assert.Equal(["/top", "/top/a", "/top/a/b"], two.Current.InOrder.Select(node => node.Path));
        await NodeTree.EnsureAsync(client, "/top/x/y/z", Stop);
        await UntilAsync(() => Task.FromResult(two.Current.InOrder.Select(node => node.Path).SequenceEqual(["/top", "/top/a", "/top/a/b", "/top/x", "/top/x/y"])));
        Assert.Single(alone.Current.Nodes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_may_be_kept_ends_it_and_is_said(bool plain)
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, "/top/a/b", Stop);
        var options = new TreeCacheOptions { MaxNodes = 3, PlainWatches = plain };
        await using var cache = await TreeCache.StartAsync(client, Top, options, Stop);
        var full = cache.Current;
        await client.CreateAsync("/top/c", cancellationToken: Stop);
        var thrown = await Assert.ThrowsAsync<TreeCacheFullException>(() => cache.NextAsync(full, Stop).WaitAsync(Long, Stop));
        Assert.Contains("'/top' than is kept: 3 nodes", thrown.Message, StringComparison.Ordinal);
        Assert.Same(full, cache.Current);
        await Assert.ThrowsAsync<TreeCacheFullException>(() => TreeCache.StartAsync(client, Top, options, Stop));
        await Assert.ThrowsAsync<TreeCacheFullException>(() => TreeCache.StartAsync(client, Top, options with { MaxNodes = 9, MaxBytes = 700 }, Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_may_not_be_read_is_there_with_the_reason_beside_the_others(bool plain)
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, "/top/b", Stop);
        await client.CreateAsync("/top/a", acl: [Acl.Digest("bob", "secret", Permissions.All)], cancellationToken: Stop);
        await using var cache = await TreeCache.StartAsync(client, Top, new() { PlainWatches = plain }, Stop);
        Assert.Equal(ErrorCode.NoAuth, cache.Current.Nodes["/top/a"].Failure?.Code);
        Assert.Null(cache.Current.Nodes["/top/b"].Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_has_enough_leaves_no_watch(bool plain)
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, "/top/a", Stop);
        await using (await TreeCache.StartAsync(client, Top, new() { PlainWatches = plain }, Stop))
            Assert.True(await WatchesAsync(client, Top));
        await UntilAsync(async () => !await WatchesAsync(client, Top) && !await WatchesAsync(client, "/top/a"), "no watch is left");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_session_ends_it(bool plain)
    {
        var client = await ConnectAsync();
        await using var cache = await TreeCache.StartAsync(client, Top, new() { PlainWatches = plain }, Stop);
        var seen = cache.Current;
        await client.DisposeAsync();
        var over = await Assert.ThrowsAsync<ZkException>(async () =>
        {
            while (true)
                seen = await cache.NextAsync(seen, Stop).WaitAsync(Long, Stop);
        });
        Assert.True(over.IsSessionOver);
    }

    private static async Task CollectAsync(TreeCache cache, ConcurrentQueue<TreeSnapshot> snapshots, CancellationToken enough)
    {
        TreeSnapshot? seen = null;
        while (true)
            snapshots.Enqueue(seen = await cache.NextAsync(seen, enough));
    }

    private static async Task FollowAsync(ZkClient client, bool plain, ConcurrentDictionary<string, string> told, CancellationToken enough)
    {
        await foreach (var change in TreeCache.WatchAsync(client, Top, new() { PlainWatches = plain }, enough))
        {
            switch (change.Kind)
            {
                case CacheChangeKind.Created:
                    Assert.True(told.TryAdd(change.Node!.Path, Text(change.Node)), $"{change.Node.Path} was there already");
                    break;
                case CacheChangeKind.Changed:
                    Assert.True(told.ContainsKey(change.Node!.Path), $"{change.Node.Path} was not there");
                    told[change.Node.Path] = Text(change.Node);
                    break;
                case CacheChangeKind.Deleted:
                    Assert.True(told.TryRemove(change.Node!.Path, out _), $"{change.Node.Path} was not there");
                    break;
            }
        }
    }

    private static async Task SameAsync(Func<ImmutableSortedDictionary<string, string>> found, ImmutableSortedDictionary<string, string> wanted, int seed)
    {
        try
        {
            await UntilAsync(() => Task.FromResult(Lines(found()) == Lines(wanted)));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Seed {seed}: wanted\n{Lines(wanted)}\nfound\n{Lines(found())}");
        }
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<CacheChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Long, Stop));
        return $"{changes.Current.Kind} {changes.Current.Node?.Path} {(changes.Current.Node is { } node ? Text(node) : "")}".TrimEnd();
    }

    private static string Text(CachedNode node) => Encoding.UTF8.GetString(node.Data ?? []);

    private static string Lines(IReadOnlyDictionary<string, string> nodes) => string.Join('\n', nodes.Select(node => $"{node.Key} {node.Value}"));

    private static ImmutableSortedDictionary<string, string> Texts(TreeSnapshot snapshot) => snapshot.Nodes.Values.ToImmutableSortedDictionary(node => node.Path, Text, StringComparer.Ordinal);

    /// <summary>The naive model: what there was after each transaction of its only writer.</summary>
    private sealed class Model(int seed, ZkClient writer)
    {
        private static readonly string[] Names = ["a", "b", "a-b"];
        private readonly Random _random = new(seed);
        private readonly SortedList<long, ImmutableSortedDictionary<string, string>> _states = new() { [0] = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal) };
        private int _written;

        public ImmutableSortedDictionary<string, string> Last => _states.Values[^1];

        public ImmutableSortedDictionary<string, string> At(long zxid) => _states.Last(state => state.Key <= zxid).Value;

        public async Task ChangeAsync(int changes)
        {
            for (var i = 0; i < changes; i++)
            {
                var nodes = Last;
                var path = Top;
                while (nodes.ContainsKey(path) && _random.Next(4) > 0 && path.Count(c => c == '/') < 4)
                    path = $"{path}/{Names[_random.Next(Names.Length)]}";
                var value = (++_written).ToString(CultureInfo.InvariantCulture);
                if (!nodes.ContainsKey(path))
                    await writer.CreateAsync(path, Encoding.UTF8.GetBytes(value), cancellationToken: Stop);
                else if (_random.Next(3) > 0 || path == Top && _random.Next(4) > 0)
                    await writer.SetDataAsync(path, Encoding.UTF8.GetBytes(value), cancellationToken: Stop);
                else
                {
                    // All below it goes in one transaction.
                    var below = nodes.Keys.Where(other => ZnodePath.IsSameOrBelow(other, path)).OrderByDescending(other => other.Length).ToList();
                    await writer.MultiAsync([.. below.Select(gone => ZkOperation.Delete(gone))], Stop);
                    _states[writer.LastZxid] = nodes.RemoveRange(below);
                    continue;
                }
                _states[writer.LastZxid] = nodes.SetItem(path, value);
            }
        }
    }
}
