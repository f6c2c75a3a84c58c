using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>A configuration as it was, on whichever server.</summary>
public abstract class ConfigurationPastBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly ClusterPaths Paths = new();

    [Fact]
    public async Task What_was_set_changed_and_removed_since_is_told_with_what_stands_and_what_was()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, "orders", ("kept", 1), ("changed", 1), ("removed", 1));
        await SetAsync(store, "orders", ("changed", 2), ("added", 1));
        await SetAsync(store, "orders", ("changed", 3));
        await store.ChangeAsync([ConfigurationEdit.Remove("orders", "removed"), ConfigurationEdit.Set(null, "default", 1)], cancellationToken: Stop);

        var past = await ConfigurationPast.ReadAsync(store, 1, Stop);
        Assert.Equal(4, past.Current);
        Assert.Equal<ConfigurationChange>([new(null, "default", "1", null), new("orders", "added", "1", null), new("orders", "changed", "3", "1"), new("orders", "removed", null, "1")], past.Changes);
        Assert.Empty((await ConfigurationPast.ReadAsync(store, 4, Stop)).Changes);
        Assert.Equal(4, (await ConfigurationPast.ReadAsync(store, 0, Stop)).Changes.Count);
    }

    [Fact]
    public async Task What_was_changed_and_changed_back_is_as_it_was()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        foreach (var value in new[] { 1, 2, 1 })
            await SetAsync(store, "orders", ("key", value));
        Assert.Empty((await ConfigurationPast.ReadAsync(store, 1, Stop)).Changes);
    }

    [Fact]
    public async Task A_secret_that_has_changed_is_known_to_have_changed_and_no_more()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set("orders", "password", "one", secret: true), ConfigurationEdit.Set("orders", "same", "s", secret: true)], cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set("orders", "password", "two", secret: true)], cancellationToken: Stop);
        Assert.Equal(new ConfigurationChange("orders", "password", "***", "***"), Assert.Single((await ConfigurationPast.ReadAsync(store, 1, Stop)).Changes));
        var then = await ConfigurationState.ReadAsync(store, "orders", 1, Stop);
        var now = await ConfigurationState.ReadAsync(store, "orders", cancellationToken: Stop);
        Assert.False(ConfigurationStateValue.AreEqual(then.Values["password"], now.Values["password"]));
        Assert.True(ConfigurationStateValue.AreEqual(then.Values["same"], now.Values["same"]));
        Assert.Equal("***", now.Values["password"].ToString());
    }

    [Fact]
    public async Task The_values_that_held_are_own_ones_over_defaults_of_that_revision()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await SetAsync(store, null, ("window", "5m"), ("threshold", 100));
        await SetAsync(store, "orders", ("threshold", 7));
        await store.ChangeAsync([ConfigurationEdit.Remove("orders", "threshold"), ConfigurationEdit.Set(null, "window", "1m")], cancellationToken: Stop);
        Assert.Equal(["threshold 7 False", "window \"5m\" True"], Show(await ConfigurationState.ReadAsync(store, "orders", 2, Stop)));
        Assert.Equal(["threshold 100 True", "window \"1m\" True"], Show(await ConfigurationState.ReadAsync(store, "orders", cancellationToken: Stop)));
        Assert.Empty((await ConfigurationState.ReadAsync(store, "orders", 0, Stop)).Values);
    }

    [Fact]
    public async Task More_revisions_than_are_read_at_once_are_looked_back_over_and_a_missing_one_is_told()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        for (var i = 1; i <= 130; i++)
            await SetAsync(store, "orders", ("key", i));
        Assert.Equal(new ConfigurationChange("orders", "key", "130", "1"), Assert.Single((await ConfigurationPast.ReadAsync(store, 1, Stop)).Changes));
        Assert.Equal("65", Assert.Single((await ConfigurationPast.ReadAsync(store, 65, Stop)).Changes).To);

        await client.DeleteAsync(Paths.HistoryEntry(40), cancellationToken: Stop);
        Assert.Contains("revision 40", (await Assert.ThrowsAsync<ConfigurationRevisionNotFoundException>(() => ConfigurationPast.ReadAsync(store, 1, Stop))).Message, StringComparison.Ordinal);
        Assert.Equal("40", Assert.Single((await ConfigurationPast.ReadAsync(store, 40, Stop)).Changes).To);
        Assert.Equal(130, (await Assert.ThrowsAsync<ConfigurationRevisionNotFoundException>(() => ConfigurationPast.ReadAsync(store, 131, Stop))).Current);
    }

    private static IEnumerable<string> Show(ConfigurationState state) =>
        state.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value.Json} {pair.Value.IsDefault}");

    private static Task<ConfigurationRevision> SetAsync(ConfigurationStore store, string? job, params (string Key, object Value)[] values) =>
        store.ChangeAsync([.. values.Select(pair => ConfigurationEdit.Set(job, pair.Key, pair.Value))], cancellationToken: Stop);
}
