using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class WatchTables
{
    [Theory]
    [InlineData("Data", "Created Deleted DataChanged")]
    [InlineData("Exist", "Created Deleted DataChanged")]
    [InlineData("Child", "Deleted ChildrenChanged")]
    [InlineData("Persistent", "Created Deleted DataChanged ChildrenChanged")]
    [InlineData("Recursive", "Created Deleted DataChanged")]
    public void An_event_means_the_kinds_that_wait_for_it(string kind, string types)
    {
        var matching = Enum.GetValues<WatchEventType>().Where(type => type is >= WatchEventType.Created and <= WatchEventType.ChildrenChanged or WatchEventType.None)
            .Where(type => Enum.Parse<WatchKind>(kind).Matches(type));
        Assert.Equal(types.Split(' ').Select(Enum.Parse<WatchEventType>).Order(), matching.Order());
    }

    [Theory]
    // The last one of all: any kind can be named, on every server.
    [InlineData("Data", "", false, WatcherType.Any)]
    [InlineData("Recursive", "", true, WatcherType.Any)]
    // Someone else still uses the same watch on the server; exists and getData share one.
    [InlineData("Data", "Data", true, null)]
    [InlineData("Data", "Exist", true, null)]
    [InlineData("Persistent", "Persistent Child", true, null)]
    // Another kind is in use: a 3.9 server tells all apart.
    [InlineData("Persistent", "Data", true, WatcherType.Persistent)]
    [InlineData("Recursive", "Persistent", true, WatcherType.PersistentRecursive)]
    [InlineData("Child", "Persistent", true, WatcherType.Children)]
    // An older one tells only the one-shot kinds apart, and would take a persistent watch along.
    [InlineData("Child", "Data", false, WatcherType.Children)]
    [InlineData("Data", "Persistent", false, null)]
    [InlineData("Persistent", "Data", false, null)]
    public void Only_what_nobody_uses_is_removed(string gone, string left, bool exactTypes, WatcherType? removal) =>
        Assert.Equal(removal, WatchRules.Removal(
            Enum.Parse<WatchKind>(gone), [.. left.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<WatchKind>)], exactTypes));

    [Theory]
    [InlineData("Persistent", "Data Exist Child")]
    [InlineData("Recursive", "Data Exist")]
    [InlineData("Data", "")]
    public void A_lasting_watch_covers_the_one_shot_kinds_that_it_tells_of(string lasting, string covered) =>
        Assert.Equal(covered, string.Join(' ', Enum.GetValues<WatchKind>().Where(kind => WatchRules.Covers(Enum.Parse<WatchKind>(lasting), kind))));

    [Fact]
    public void A_replay_holds_each_path_once_in_batches_below_the_limit()
    {
        var watches = Enumerable.Range(0, 5000).Select(i => ($"/{new string('é', 100)}{i}", (WatchKind)(i % 5))).ToList();
        var batches = WatchReplay.Batches(watches, zxid: 42).ToList();

        Assert.Equal(8, batches.Count);   // 5000 paths of about 209 bytes
        Assert.All(batches, batch =>
        {
            var buffer = new WireBuffer();
            var writer = new JuteWriter(buffer);
            batch.Write(ref writer);
            Assert.InRange(buffer.Length, 1, Limits.SetWatchesBatch + 5 * 4 + 8);
            Assert.Equal(42, batch.RelativeZxid);
        });
        Assert.Equal(watches.Select(w => w.Item1).Order(), batches.SelectMany(b => (string[])[.. b.Data, .. b.Exist, .. b.Child, .. b.Persistent, .. b.PersistentRecursive]).Order());
        Assert.Empty(WatchReplay.Batches([], 1));
    }

    [Fact]
    public async Task Who_reads_too_slowly_is_told_before_what_is_newer_and_not_before_what_is_older()
    {
        var watch = new NodeWatch(new WatchTable(), Chroot.None, "/", AddWatchMode.PersistentRecursive);
        var watcher = (IWatcher)watch;
        for (var zxid = 1; zxid <= NodeWatch.Capacity + 2; zxid++)
            watcher.OnEvent(WatchEventType.DataChanged, "/a", zxid);
        await watch.DisposeAsync();

        var events = new List<WatchEvent>();
        await foreach (var e in watch.ReadAllAsync(TestContext.Current.CancellationToken))
            events.Add(e);
        Assert.Equal((WatchEventType.None, SessionState.Connected), (events[0].Type, events[0].State));
        Assert.Equal([NodeWatch.Capacity + 1L, NodeWatch.Capacity + 2L], events.Skip(1).Select(static e => e.Zxid));
    }

    [Fact]
    public void A_path_longer_than_a_batch_goes_alone() =>
        Assert.Equal([1, 1, 1], WatchReplay.Batches([("/a", WatchKind.Data), ("/" + new string('x', Limits.SetWatchesBatch), WatchKind.Data), ("/b", WatchKind.Data)], 1).Select(b => b.Data.Count));
}
