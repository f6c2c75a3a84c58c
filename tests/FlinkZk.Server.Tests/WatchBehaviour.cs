using FlinkZk.Wire;
using static FlinkZk.Wire.WatchEventType;

namespace FlinkZk.Server.Tests;

/// <summary>Watches: who hears what, once or again, and in which order.</summary>
public abstract class WatchBehaviour : WireBehaviour
{
    [Fact]
    public async Task An_event_comes_before_the_reply_to_the_write_that_caused_it()
    {
        await using var client = await Server.ConnectAsync();
        await client.GetAsync(Root, watch: true);
        var reply = await client.SetAsync(Root, "x");
        var happened = Assert.Single(client.Events);
        Assert.Equal((DataChanged, Root), (happened.Type, happened.Path));
        Assert.Equal(Server.Is39 ? reply.Header.Zxid : -1, happened.Zxid);
    }

    [Fact]
    public async Task A_one_shot_watch_fires_once()
    {
        await using var client = await Server.ConnectAsync();
        await client.ExistsAsync(Root, watch: true);
        await client.GetAsync(Root, watch: true);
        await client.SetAsync(Root, "1");
        await client.SetAsync(Root, "2");
        Assert.Equal([(DataChanged, Root)], await client.DrainEventsAsync());
    }

    [Fact]
    public async Task Exists_watches_a_node_that_is_not_there()
    {
        await using var client = await Server.ConnectAsync();
        await client.ExistsAsync($"{Root}/a", watch: true);
        await client.CreateAsync($"{Root}/a");
        Assert.Equal([(Created, $"{Root}/a")], await client.DrainEventsAsync());
    }

    [Fact]
    public async Task Get_data_does_not_watch_a_node_that_is_not_there()
    {
        await using var client = await Server.ConnectAsync();
        await client.GetAsync($"{Root}/a", watch: true);
        await client.CreateAsync($"{Root}/a");
        Assert.Empty(await client.DrainEventsAsync());
    }

    [Fact]
    public async Task A_deletion_is_told_once_to_who_watches_data_and_children_and_to_the_parents_watcher()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/a");
        await client.GetAsync($"{Root}/a", watch: true);
        await client.ChildrenAsync($"{Root}/a", watch: true);
        await client.ChildrenAsync(Root, watch: true);
        await client.DeleteAsync($"{Root}/a");
        Assert.Equal([(Deleted, $"{Root}/a"), (ChildrenChanged, Root)], await client.DrainEventsAsync());
    }

    [Fact]
    public async Task A_persistent_watch_stays_for_data_and_children()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.AddWatchAsync(Root, AddWatchMode.Persistent);
        Assert.Equal(4, reply.Body.Length);
        await client.SetAsync(Root, "1");
        await client.SetAsync(Root, "2");
        await client.CreateAsync($"{Root}/a");
        await client.SetAsync($"{Root}/a", "not mine");
        Assert.Equal([(DataChanged, Root), (DataChanged, Root), (ChildrenChanged, Root)], await client.DrainEventsAsync());
    }

    [Fact]
    public async Task A_recursive_watch_hears_of_everything_below_but_never_that_children_changed()
    {
        await using var client = await Server.ConnectAsync();
        await client.AddWatchAsync(Root, AddWatchMode.PersistentRecursive);
        await client.CreateAsync($"{Root}/a");
        await client.CreateAsync($"{Root}/a/b");
        await client.SetAsync($"{Root}/a/b", "x");
        await client.DeleteAsync($"{Root}/a/b");
        Assert.Equal(
            [(Created, $"{Root}/a"), (Created, $"{Root}/a/b"), (DataChanged, $"{Root}/a/b"), (Deleted, $"{Root}/a/b")],
            await client.DrainEventsAsync());
    }

    [Fact]
    public async Task A_recursive_watch_ends_at_the_slash()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/a");
        await client.AddWatchAsync($"{Root}/a", AddWatchMode.PersistentRecursive);
        await client.CreateAsync($"{Root}/ab");
        Assert.Empty(await client.DrainEventsAsync());
    }

    [Fact]
    public async Task Removing_watches_removes_the_kind_asked_for()
    {
        Assert.SkipUnless(Server.Is39, "Before 3.9 a server does not tell the kinds apart: see the next test.");
        await using var client = await Server.ConnectAsync();
        await client.AddWatchAsync(Root, AddWatchMode.Persistent);
        await client.GetAsync(Root, watch: true);
        Assert.Equal(ErrorCode.Ok, (await CheckAsync(client, WatcherType.Data)).Error);
        Assert.Equal(ErrorCode.NoWatcher, (await CheckAsync(client, WatcherType.Children)).Error);
        Assert.Equal(ErrorCode.Ok, (await CheckAsync(client, WatcherType.Persistent)).Error);
        Assert.Equal(ErrorCode.Ok, (await RemoveAsync(client, WatcherType.Persistent)).Error);
        Assert.Equal(ErrorCode.NoWatcher, (await RemoveAsync(client, WatcherType.Persistent)).Error);
        await client.SetAsync(Root, "1");
        Assert.Equal([(DataChanged, Root)], await client.DrainEventsAsync());
        Assert.Equal(ErrorCode.NoWatcher, (await RemoveAsync(client, WatcherType.Any)).Error);
    }

    [Fact]
    public async Task Before_39_the_lasting_kinds_have_no_name_and_are_part_of_both_others()
    {
        Assert.SkipWhen(Server.Is39, "From 3.9 a server tells the kinds apart.");
        await using var client = await Server.ConnectAsync();
        await client.AddWatchAsync(Root, AddWatchMode.Persistent);
        Assert.Equal(ErrorCode.Ok, (await CheckAsync(client, WatcherType.Data)).Error);
        Assert.Equal(ErrorCode.Ok, (await CheckAsync(client, WatcherType.Children)).Error);
        Assert.Equal(ErrorCode.MarshallingError, (await CheckAsync(client, WatcherType.Persistent)).Error);
        Assert.Equal(ErrorCode.MarshallingError, (await RemoveAsync(client, WatcherType.PersistentRecursive)).Error);
        Assert.Equal(ErrorCode.Ok, (await RemoveAsync(client, WatcherType.Any)).Error);
        await client.SetAsync(Root, "1");
        Assert.Empty(await client.DrainEventsAsync());
    }

    [Fact]
    public async Task Watches_brought_along_are_caught_up_or_armed()
    {
        await using var client = await Server.ConnectAsync();
        foreach (var name in new[] { "same", "changed", "parent", "quiet" })
            await client.CreateAsync($"{Root}/{name}");
        var seen = (await client.ExistsAsync(Root)).Header.Zxid;
        await client.SetAsync($"{Root}/changed", "x");
        await client.CreateAsync($"{Root}/parent/child");
        await client.CreateAsync($"{Root}/appeared");

        await using var later = await Server.ConnectAsync();
        await later.CallAsync(OpCode.SetWatches2, new SetWatches2Request(
            seen,
            Data: [$"{Root}/same", $"{Root}/changed", $"{Root}/gone"],
            Exist: [$"{Root}/appeared", $"{Root}/awaited"],
            Child: [$"{Root}/parent", $"{Root}/quiet", $"{Root}/lost"],
            Persistent: [$"{Root}/parent"],
            PersistentRecursive: []));
        Assert.Equal(
            [
                (DataChanged, $"{Root}/changed"), (Deleted, $"{Root}/gone"), (Created, $"{Root}/appeared"),
                (ChildrenChanged, $"{Root}/parent"), (Deleted, $"{Root}/lost"),
            ],
            later.Events.Select(happened => (happened.Type, happened.Path)));
        Assert.All(later.Events, happened => Assert.Equal(-1, happened.Zxid));
        later.Events.Clear();

        await client.SetAsync($"{Root}/same", "x");
        await client.CreateAsync($"{Root}/awaited");
        await client.CreateAsync($"{Root}/quiet/child");
        await client.CreateAsync($"{Root}/parent/another");
        Assert.Equal(
            [(DataChanged, $"{Root}/same"), (Created, $"{Root}/awaited"), (ChildrenChanged, $"{Root}/quiet"), (ChildrenChanged, $"{Root}/parent")],
            await later.DrainEventsAsync());
    }

    [Fact]
    public async Task Watches_of_the_older_form_are_brought_along_too()
    {
        await using var client = await Server.ConnectAsync();
        await client.SendRequestAsync(OpCode.SetWatches, new SetWatchesRequest(long.MaxValue, [Root], [], []), Xid.SetWatches);
        Assert.Equal(ErrorCode.Ok, (await client.ReadReplyAsync(Xid.SetWatches)).Error);
        await client.SetAsync(Root, "x");
        Assert.Equal([(DataChanged, Root)], await client.DrainEventsAsync());
    }

    [Fact]
    public async Task Who_may_not_read_a_node_hears_nothing_of_it()
    {
        Assert.SkipUnless(Server.FiltersEvents, "This server does not have the repair of CVE-2024-23944.");
        await using var owner = await Server.ConnectAsync();
        await using var stranger = await Server.ConnectAsync();
        await owner.AuthAsync("digest", "u:p");
        await stranger.AddWatchAsync(Root, AddWatchMode.PersistentRecursive);
        await owner.CreateAsync($"{Root}/secret", acl: Acl.CreatorAll);
        await owner.SetAsync($"{Root}/secret", "x");
        await owner.CreateAsync($"{Root}/open");
        Assert.Equal([(Created, $"{Root}/open")], await stranger.DrainEventsAsync());
    }

    [Fact]
    public async Task Session_end_is_told_to_who_watches_its_nodes()
    {
        await using var watcher = await Server.ConnectAsync();
        await using var owner = await Server.ConnectAsync();
        await owner.CreateAsync($"{Root}/e", mode: CreateMode.Ephemeral);
        await watcher.ExistsAsync($"{Root}/e", watch: true);
        await owner.CallAsync(OpCode.CloseSession);
        Assert.Equal((Deleted, $"{Root}/e"), await watcher.ReadEventAsync() is var (type, path, _) ? (type, path) : default);
    }

    private Task<Reply> CheckAsync(RawClient client, WatcherType type) => client.CallAsync(OpCode.CheckWatches, new WatcherTypeRequest(Root, type));

    private Task<Reply> RemoveAsync(RawClient client, WatcherType type) => client.CallAsync(OpCode.RemoveWatches, new WatcherTypeRequest(Root, type));
}
