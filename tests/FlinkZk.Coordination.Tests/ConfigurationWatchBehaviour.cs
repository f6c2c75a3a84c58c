using System.Text;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Following a job's values, and comparing them with what is to come, on whichever server.</summary>
public abstract class ConfigurationWatchBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly ClusterPaths Paths = new();

    [Fact]
    public async Task Whole_revisions_come_when_a_value_of_the_job_is_another_one()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await using var seen = ConfigurationWatcher.WatchAsync(store, "orders", Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("0", await NextAsync(seen));
        await SetAsync(store, null, ("retries", 3));
        Assert.Equal("1 retries=3", await NextAsync(seen));
        await SetAsync(store, "billing", ("limit", 1));
        await SetAsync(store, "orders", ("retries", 5), ("limit", 2));
        Assert.Equal("3 limit=2 retries=5", await NextAsync(seen));
        // A default that the job covers changes nothing for it.
        await SetAsync(store, null, ("retries", 4));
        await SetAsync(store, "orders", ("limit", 7));
        Assert.Equal("5 limit=7 retries=5", await NextAsync(seen));
    }

    [Fact]
    public async Task Who_is_slow_gets_the_newest_revision_and_none_in_between()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await using var seen = ConfigurationWatcher.WatchAsync(store, "orders", Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("0", await NextAsync(seen));
        for (var i = 1; i <= 20; i++)
            await SetAsync(store, "orders", ("limit", i));
        var told = new List<string>();
        do
            told.Add(await NextAsync(seen));
        while (told[^1] != "20 limit=20");
        Assert.True(told.Count < 20, string.Join(", ", told));
    }

    [Fact]
    public async Task After_a_lost_connection_what_stands_is_told()
    {
        await using var proxy = Server.NewProxy();
        await using var follower = await ConnectAsync(proxy);
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, "orders", ("limit", 1));
        await using var seen = ConfigurationWatcher.WatchAsync(new(follower, Paths), "orders", Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("1 limit=1", await NextAsync(seen));
        proxy.Refuses = true;
        proxy.Cut();
        await SetAsync(store, "orders", ("limit", 2));
        await SetAsync(store, "orders", ("limit", 3));
        proxy.Refuses = false;
        Assert.Equal("3 limit=3", await NextAsync(seen));
    }

    [Fact]
    public async Task A_revision_of_another_job_costs_no_reading_of_values()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, "orders", ("limit", 1));
        await using var feed = await ConfigurationFeed.StartAsync(store, "orders", Stop);
        // Written past the configuration: only who reads the values sees it.
        await client.SetDataAsync(Paths.Value("orders", "limit"), Encoding.UTF8.GetBytes("99"), cancellationToken: Stop);
        await SetAsync(store, "billing", ("limit", 1));
        await UntilAsync(() => Task.FromResult(feed.Current.Revision == 2));
        Assert.Equal(1L, feed.Current.Find("limit")!.Value);
        Assert.Equal(2, feed.Current.Find("limit")!.Revision);
        await SetAsync(store, null, ("retries", 1));
        await UntilAsync(() => Task.FromResult(feed.Current.Revision == 3));
        Assert.Equal(99L, feed.Current.Find("limit")!.Value);
    }

    [Fact]
    public async Task Who_stops_following_leaves_no_watch()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, "orders", ("limit", 1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var seen = ConfigurationWatcher.WatchAsync(store, "orders", stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal("1 limit=1", await NextAsync(seen));
        var next = seen.MoveNextAsync().AsTask();
        await UntilAsync(() => WatchesAsync(client, Paths.Config), "the watch is armed");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await seen.DisposeAsync();
        await UntilAsync(async () => !await WatchesAsync(client, Paths.Config), "no watch is left");
    }

    [Fact]
    public async Task A_plan_says_what_would_change_and_what_would_go()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, "orders", ("same", 1), ("other", 1), ("gone", 1));
        await store.ChangeAsync([ConfigurationEdit.Set("orders", "password", "x", secret: true)], cancellationToken: Stop);
        ConfigurationEdit[] wanted = [ConfigurationEdit.Set("orders", "same", 1), ConfigurationEdit.Set("orders", "other", 2), ConfigurationEdit.Set("billing", "new", "a")];

        var plan = await ConfigurationPlan.MakeAsync(store, wanted, cancellationToken: Stop);
        Assert.Equal(2, plan.Revision);
        Assert.Equal([new("orders", "other", "1", "2"), new("billing", "new", null, "\"a\"")], plan.Changes);

        plan = await ConfigurationPlan.MakeAsync(store, wanted, (_, key) => key != "kept", ["orders", null], Stop);
        Assert.Equal([new("orders", "other", "1", "2"), new("orders", "gone", "1", null), new("orders", "password", "***", null), new("billing", "new", null, "\"a\"")], plan.Changes);
        await store.ChangeAsync(plan.Edits, plan.Revision, cancellationToken: Stop);
        Assert.Equal(["other", "same"], (await store.ReadAsync("orders", Stop)).Own.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<ConfigurationSnapshot> seen)
    {
        Assert.True(await seen.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));
        return string.Join(' ', seen.Current.Effective.Select(value => $"{value.Key}={value.Value}").Prepend($"{seen.Current.Revision}"));
    }

    private static Task<ConfigurationRevision> SetAsync(ConfigurationStore store, string? job, params (string Key, object Value)[] values) =>
        store.ChangeAsync([.. values.Select(pair => ConfigurationEdit.Set(job, pair.Key, pair.Value))], cancellationToken: Stop);
}
