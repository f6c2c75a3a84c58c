using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>What the configuration does, on whichever server.</summary>
public abstract class ConfigurationBehaviour(TestServer server) : ServerTests(server)
{
    private static readonly ClusterPaths Paths = new();
    private static readonly Acl[] OfNobody = [Acl.Digest("nobody", "x", Permissions.All)];

    [Fact]
    public async Task Before_the_first_change_there_is_revision_zero_without_values()
    {
        await using var client = await ConnectAsync();
        var snapshot = await new ConfigurationStore(client, Paths).ReadAsync("orders", Stop);
        Assert.Equal(0, snapshot.Revision);
        Assert.Empty(snapshot.Effective);
    }

    [Fact]
    public async Task A_change_is_one_revision_with_all_its_values_and_its_history()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        var revision = await store.ChangeAsync([ConfigurationEdit.Set(null, "gap", "5s"), ConfigurationEdit.Set("orders", "threshold", 100)], reason: "go live", cancellationToken: Stop);

        Assert.Equal(1, revision.Revision);
        var snapshot = await store.ReadAsync("orders", Stop);
        Assert.Equal(1, snapshot.Revision);
        Assert.Equal(100L, snapshot.Find("threshold")?.Value);
        Assert.Equal("5s", snapshot.Find("gap")?.Value);

        var entry = Assert.Single(await HistoryAsync(store));
        Assert.Equal("go live", entry.Reason);
        Assert.Equal(Environment.UserName, entry.User);
        Assert.Equal(Environment.MachineName, entry.Host);
        Assert.Equal([new ConfigurationChange(null, "gap", null, "\"5s\""), new ConfigurationChange("orders", "threshold", null, "100")], entry.Changes);
        Assert.Equal(revision.Time, entry.Time);
    }

    [Fact]
    public async Task The_nodes_hold_what_the_layout_says()
    {
        await using var client = await ConnectAsync();
        await new ConfigurationStore(client, Paths).ChangeAsync([ConfigurationEdit.Set("orders", "threshold", 100)], cancellationToken: Stop);
        Assert.Equal("1", await TextAsync(client, "/flinkzk/default/config"));
        Assert.Equal("100", await TextAsync(client, "/flinkzk/default/config/jobs/orders/threshold"));
        Assert.StartsWith("{\"v\":1,\"revision\":1,", await TextAsync(client, "/flinkzk/default/history/0/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jobs_own_value_wins_over_the_default()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "threshold", 1), ConfigurationEdit.Set("orders", "threshold", 2)], cancellationToken: Stop);
        Assert.Equal(2L, (await store.ReadAsync("orders", Stop)).Find("threshold")?.Value);
        Assert.Equal(1L, (await store.ReadAsync("others", Stop)).Find("threshold")?.Value);
        Assert.Equal(["orders"], await store.GetJobsAsync(Stop));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_makes_no_revision()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        var again = await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        Assert.Equal(1, again.Revision);
        Assert.Empty(again.Changes);
        Assert.Single(await HistoryAsync(store));
    }

    [Fact]
    public async Task An_expected_revision_that_is_past_is_a_conflict_and_nothing_changes()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 2)], expectedRevision: 1, cancellationToken: Stop);
        var conflict = await Assert.ThrowsAsync<ConfigurationConflictException>(() => store.ChangeAsync([ConfigurationEdit.Set(null, "a", 3)], expectedRevision: 1, cancellationToken: Stop));
        Assert.Equal((1, 2), (conflict.Expected, conflict.Actual));
        Assert.Equal(2L, (await store.ReadAsync(null, Stop)).Find("a")?.Value);
    }

    [Fact]
    public async Task Many_who_change_at_once_are_put_one_after_the_other()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var stores = new[] { new ConfigurationStore(one, Paths), new ConfigurationStore(two, Paths) };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => stores[i % 2].ChangeAsync([ConfigurationEdit.Set("job", $"k{i}", i)], cancellationToken: Stop)));
        var history = await HistoryAsync(stores[0]);
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(n => (long)n), history.Select(entry => entry.Revision));
        Assert.Equal(20, (await stores[0].ReadAsync("job", Stop)).Own.Count);
    }

    // The second writer reads the value after the first one's commit, so that nothing is left to change: it must not take that for its own success.
    [Fact]
    public async Task Of_writers_that_set_the_same_value_over_the_same_revision_one_is_acknowledged()
    {
        const int Writers = 4;
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var stores = new[] { new ConfigurationStore(one, Paths), new ConfigurationStore(two, Paths) };
        await stores[0].ChangeAsync([ConfigurationEdit.Set(null, "n", 0)], cancellationToken: Stop);
        var acknowledged = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var store = stores[writer % stores.Length];
            for (var done = 0; done < 10;)
            {
                var seen = await store.ReadAsync(null, Stop);
                try
                {
                    await store.ChangeAsync([ConfigurationEdit.Set(null, "n", (long)seen.Find("n")!.Value! + 1)], expectedRevision: seen.Revision, cancellationToken: Stop);
                    Interlocked.Increment(ref acknowledged);
                    done++;
                }
                catch (ConfigurationConflictException)
                {
                }
            }
        }));
        var last = await stores[0].ReadAsync(null, Stop);
        Assert.Equal((40, 40L, 41L), (acknowledged, last.Find("n")!.Value, last.Revision));
    }

    [Theory]
    [InlineData("history/0/2")]
    [InlineData("history/0")]
    public async Task A_foreign_node_in_the_way_of_the_next_revision_is_named_at_once(string foreign)
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        var path = $"{Paths.Root}/{foreign}";
        await NodeTree.DeleteAsync(client, path, cancellationToken: Stop);
        // An ephemeral node can have no children: the bucket's entry finds no place.
        await client.CreateAsync(path, mode: foreign == "history/0" ? CreateMode.Ephemeral : CreateMode.Persistent, cancellationToken: Stop);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => store.ChangeAsync([ConfigurationEdit.Set(null, "a", 2)], cancellationToken: Stop));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, (await store.ReadAsync(null, Stop)).Find("a")?.Value);
    }

    [Fact]
    public async Task A_counter_that_cannot_grow_is_named()
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, Paths.Config, Stop);
        await client.SetDataAsync(Paths.Config, Encoding.ASCII.GetBytes($"{long.MaxValue}"), cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => new ConfigurationStore(client, Paths).ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop));
        Assert.Contains(Paths.Config, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_differ_in_case_only_are_refused_in_a_jobs_own_values_and_beside_the_defaults()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "limit", 1)], cancellationToken: Stop);
        foreach (var edits in new ConfigurationEdit[][] { [ConfigurationEdit.Set(null, "Limit", 2)], [ConfigurationEdit.Set("job", "LIMIT", 2)], [ConfigurationEdit.Set("job", "x", 2), ConfigurationEdit.Set("job", "X", 2)] })
            await Assert.ThrowsAsync<ArgumentException>(() => store.ChangeAsync(edits, cancellationToken: Stop));
        Assert.Equal(1, (await store.ReadAsync("job", Stop)).Revision);
        await store.ChangeAsync([ConfigurationEdit.Set("job", "limit", 2)], cancellationToken: Stop);
    }

    [Fact]
    public async Task History_holds_text_as_it_is()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", "Zürich")], reason: "größer", cancellationToken: Stop);
        Assert.Contains("\"größer\"", await TextAsync(client, Paths.HistoryEntry(1)), StringComparison.Ordinal);
        Assert.Equal("\"Zürich\"", Assert.Single(Assert.Single(await HistoryAsync(store)).Changes).To);
    }

    [Fact]
    public async Task An_entry_that_somebody_else_put_into_history_hides_no_other()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        foreach (var (revision, data) in ((long, string)[])[(7, "{\"changes\":[null]}"), (8, "null"), (9, "{\"changes\":null}"), (10, "x")])
            await client.CreateAsync(Paths.HistoryEntry(revision), Encoding.UTF8.GetBytes(data), cancellationToken: Stop);
        Assert.Equal([1], (await HistoryAsync(store)).Select(entry => entry.Revision));
    }

    [Fact]
    public async Task Removing_what_is_not_there_is_an_error_and_nothing_changes()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ConfigurationKeyNotFoundException>(() =>
            store.ChangeAsync([ConfigurationEdit.Remove(null, "a"), ConfigurationEdit.Remove("orders", "b")], cancellationToken: Stop));
        Assert.Equal(("orders", "b"), (error.Job, error.Key));
        Assert.Equal(1, (await store.ReadAsync(null, Stop)).Revision);
    }

    [Fact]
    public async Task A_removed_value_is_gone_and_history_knows_what_it_was()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", "old")], cancellationToken: Stop);
        var removal = await store.ChangeAsync([ConfigurationEdit.Remove(null, "a")], cancellationToken: Stop);
        Assert.Null((await store.ReadAsync(null, Stop)).Find("a"));
        Assert.Equal([new ConfigurationChange(null, "a", "\"old\"", null)], removal.Changes);
    }

    [Fact]
    public async Task A_null_value_is_not_the_same_as_no_value()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", null)], cancellationToken: Stop);
        var change = await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        Assert.Equal([new ConfigurationChange(null, "a", "null", "1")], change.Changes);
    }

    [Fact]
    public async Task A_secret_is_kept_out_of_history_and_text()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        var revision = await store.ChangeAsync([ConfigurationEdit.Set(null, "password", "hush", secret: true)], cancellationToken: Stop);
        Assert.Equal([new ConfigurationChange(null, "password", null, "***")], revision.Changes);
        Assert.DoesNotContain("hush", await TextAsync(client, "/flinkzk/default/history/0/1"), StringComparison.Ordinal);

        var value = (await store.ReadAsync(null, Stop)).Find("password")!;
        Assert.True(value.IsSecret);
        Assert.Equal("hush", value.Value);
        Assert.DoesNotContain("hush", value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_tool_wrote_is_read_as_text_and_flagged()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        await client.SetDataAsync(Paths.Value(null, "a"), Encoding.UTF8.GetBytes("not json"), cancellationToken: Stop);
        var value = (await store.ReadAsync(null, Stop)).Find("a")!;
        Assert.True(value.IsRaw);
        Assert.Equal("not json", value.Value);
    }

    [Fact]
    public async Task A_node_that_holds_no_revision_is_named()
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, Paths.Config, Stop);
        await client.SetDataAsync(Paths.Config, "hello"u8.ToArray(), cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => new ConfigurationStore(client, Paths).ReadAsync(null, Stop));
        Assert.Contains(Paths.Config, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_over_one_frame_is_refused_with_the_figure()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        var error = await Assert.ThrowsAsync<ConfigurationChangeTooLargeException>(() =>
            store.ChangeAsync([ConfigurationEdit.Set(null, "a", new string('x', 600_000))], cancellationToken: Stop)); // value and history: 1.2 MB
        Assert.InRange(error.Size, 1_200_000, 1_300_000);
        Assert.Empty((await store.ReadAsync(null, Stop)).Effective);
    }

    [Fact]
    public async Task History_begins_a_new_bucket_and_lets_the_oldest_go()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths) { HistoryKept = 1000 };
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 0)], cancellationToken: Stop);
        await client.SetDataAsync(Paths.Config, "1998"u8.ToArray(), cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        Assert.Equal([1999, 1], (await HistoryAsync(store)).Select(entry => entry.Revision));
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 2)], cancellationToken: Stop);
        Assert.Equal([2000, 1999], (await HistoryAsync(store)).Select(entry => entry.Revision));
    }

    [Fact]
    public async Task A_change_whose_reply_is_lost_is_made_once()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 0)], cancellationToken: Stop);
        for (var i = 1; i <= 4; i++)
        {
            // Each round loses another reply of the change: of its reads, of its transaction, of what follows.
            var change = store.ChangeAsync([ConfigurationEdit.Set(null, "a", i)], cancellationToken: Stop);
            for (var spin = 0; spin < i * 60; spin++)
                await Task.Yield();
            proxy.LoseNextReply();
            Assert.Equal(i + 1, (await change).Revision);
        }
        Assert.Equal(5, (await HistoryAsync(store)).Count);
    }

    [Fact]
    public async Task A_feed_sees_whole_revisions_only()
    {
        await using var reader = await ConnectAsync();
        await using var writer = await ConnectAsync();
        await using var feed = await ConfigurationFeed.StartAsync(new ConfigurationStore(reader, Paths), "job", Stop);
        var seen = new List<(long Revision, object? X, object? Y)>();
        feed.Changed += (_, _) =>
        {
            lock (seen)
                seen.Add((feed.Current.Revision, feed.Current.Find("x")?.Value, feed.Current.Find("y")?.Value));
        };
        var store = new ConfigurationStore(writer, Paths);
        for (var i = 1; i <= 30; i++)
            await store.ChangeAsync([ConfigurationEdit.Set("job", "x", i), ConfigurationEdit.Set("job", "y", -i)], cancellationToken: Stop);

        await UntilAsync(() => Task.FromResult(feed.Current.Revision == 30));
        lock (seen)
        {
            Assert.All(seen, one => Assert.Equal((one.Revision, -one.Revision), ((long)one.X!, (long)one.Y!)));
            Assert.Equal(seen.Select(one => one.Revision).Order().Distinct(), seen.Select(one => one.Revision));
        }
    }

    [Fact]
    public async Task A_feed_that_begins_before_the_first_change_sees_it()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await using var feed = await ConfigurationFeed.StartAsync(store, null, Stop);
        Assert.Equal(0, feed.Current.Revision);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        await UntilAsync(() => Task.FromResult(feed.Current.Revision == 1));
    }

    [Fact]
    public async Task A_feed_that_was_cut_off_reads_what_it_missed()
    {
        await using var proxy = Server.NewProxy();
        await using var reader = await ConnectAsync(proxy);
        await using var writer = await ConnectAsync();
        await using var feed = await ConfigurationFeed.StartAsync(new ConfigurationStore(reader, Paths), null, Stop);
        proxy.Refuses = true;
        proxy.Cut();
        await UntilAsync(() => Task.FromResult(reader.Status.State == SessionState.Suspended));
        for (var i = 1; i <= 3; i++)
            await new ConfigurationStore(writer, Paths).ChangeAsync([ConfigurationEdit.Set(null, "a", i)], cancellationToken: Stop);
        proxy.Refuses = false;
        await UntilAsync(() => Task.FromResult(feed.Current.Find("a")?.Value is 3L));
        Assert.Null(feed.Failure);
    }

    [Fact]
    public async Task A_handler_of_a_feed_that_throws_does_not_end_it_nor_keep_others_from_hearing()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await using var feed = await ConfigurationFeed.StartAsync(store, null, Stop);
        var heard = 0;
        feed.Changed += (_, _) => throw new InvalidOperationException("the user's own");
        feed.Changed += (_, _) => Interlocked.Increment(ref heard);
        for (var i = 1; i <= 3; i++)
        {
            await store.ChangeAsync([ConfigurationEdit.Set(null, "a", i)], cancellationToken: Stop);
            await UntilAsync(() => Task.FromResult(feed.Current.Revision == i && Volatile.Read(ref heard) == i));
        }
        Assert.Null(feed.Failure);
    }

    [Fact]
    public async Task A_configuration_that_was_deleted_and_begun_anew_is_followed()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        for (var i = 1; i <= 3; i++)
            await store.ChangeAsync([ConfigurationEdit.Set(null, "a", i)], cancellationToken: Stop);
        await using var feed = await ConfigurationFeed.StartAsync(store, null, Stop);
        await NodeTree.DeleteAsync(client, Paths.Root, cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", "anew")], cancellationToken: Stop);
        await UntilAsync(() => Task.FromResult(feed.Current is { Revision: 1 } now && now.Find("a")?.Value is "anew"), "the new values");
    }

    [Fact]
    public async Task A_feed_tells_when_it_cannot_follow_any_more()
    {
        var client = await ConnectAsync();
        await using var feed = await ConfigurationFeed.StartAsync(new ConfigurationStore(client, Paths), null, Stop);
        await client.DisposeAsync();
        await UntilAsync(() => Task.FromResult(feed.Failure is not null));
    }

    [Fact]
    public async Task A_value_that_may_not_be_read_hides_no_other_and_no_default_passes_for_it()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "gap", "5s"), ConfigurationEdit.Set(null, "limit", 1), ConfigurationEdit.Set("orders", "limit", 2), ConfigurationEdit.Set("orders", "threshold", 100)], cancellationToken: Stop);
        await client.SetAclAsync(Paths.Value("orders", "limit"), OfNobody, cancellationToken: Stop);

        var snapshot = await store.ReadAsync("orders", Stop);
        Assert.Equal(["gap", "threshold"], snapshot.Effective.Select(value => value.Key));
        Assert.Null(snapshot.Find("limit"));
        var failure = Assert.Single(snapshot.Failures);
        Assert.Equal(("orders", "limit", ErrorCode.NoAuth), (failure.Job, failure.Key, failure.Exception.Code));
        Assert.Equal(1L, (await store.ReadAsync(null, Stop)).Find("limit")?.Value);

        await client.SetAclAsync(Paths.Scope("orders"), OfNobody, cancellationToken: Stop);
        snapshot = await store.ReadAsync("orders", Stop);
        Assert.Empty(snapshot.Effective);
        Assert.Equal(("orders", null), (Assert.Single(snapshot.Failures).Job, snapshot.Failures[0].Key));
        Assert.NotEmpty(snapshot.Defaults);
    }

    [Fact]
    public async Task A_text_that_is_no_Unicode_is_raw_and_hides_no_other()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1), ConfigurationEdit.Set(null, "b", 2)], cancellationToken: Stop);
        await client.SetDataAsync(Paths.Value(null, "a"), Encoding.UTF8.GetBytes("""{"x":"\ud83d"}"""), cancellationToken: Stop);
        var snapshot = await store.ReadAsync(null, Stop);
        Assert.True(snapshot.Find("a")!.IsRaw);
        Assert.Equal(2L, snapshot.Find("b")!.Value);
    }

    [Theory]
    [InlineData("""{"changes":[null]}""")]
    [InlineData("""{"changes":null}""")]
    [InlineData("""{"changes":[{"key":null}]}""")]
    [InlineData("""{"changes":[{"key":"a","to":"\ud83d"}]}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task What_is_no_revision_is_told_in_its_place_and_hides_no_other(string data)
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 2)], cancellationToken: Stop);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 3)], cancellationToken: Stop);
        await client.SetDataAsync(Paths.HistoryEntry(2), Encoding.UTF8.GetBytes(data), cancellationToken: Stop);
        await client.SetAclAsync(Paths.HistoryEntry(1), OfNobody, cancellationToken: Stop);

        var entries = new List<ConfigurationHistoryEntry>();
        await foreach (var entry in store.ReadHistoryAsync(Stop))
            entries.Add(entry);
        Assert.Equal([3L, null, null], entries.Select(entry => entry.Revision?.Revision));
        Assert.Equal(Paths.HistoryEntry(2), entries[1].Path);
        Assert.IsType<InvalidDataException>(entries[1].Exception);
        Assert.Equal(ErrorCode.NoAuth, Assert.IsType<ZkException>(entries[2].Exception).Code);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadRevisionAsync(2, Stop));
        Assert.Equal(4, (await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 4)], cancellationToken: Stop)).Revision);
    }

    [Fact]
    public async Task The_number_of_a_revision_is_its_nodes()
    {
        await using var client = await ConnectAsync();
        var store = new ConfigurationStore(client, Paths);
        await store.ChangeAsync([ConfigurationEdit.Set(null, "a", 1)], cancellationToken: Stop);
        await client.SetDataAsync(Paths.HistoryEntry(1), Encoding.UTF8.GetBytes("""{"v":1,"revision":99,"changes":[]}"""), cancellationToken: Stop);
        Assert.Equal(1, Assert.Single(await HistoryAsync(store)).Revision);
    }

    private static async Task<List<ConfigurationRevision>> HistoryAsync(ConfigurationStore store)
    {
        var history = new List<ConfigurationRevision>();
        await foreach (var entry in store.ReadHistoryAsync(Stop))
        {
            if (entry.Revision is { } revision)
                history.Add(revision);
        }
        return history;
    }

    private static async Task<string> TextAsync(ZkClient client, string path) => Encoding.UTF8.GetString((await client.GetDataAsync(path, Stop)).Data ?? []);
}
