using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Watches;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Watches are bounded in bytes as requests and answers are.</summary>
public sealed class WatchMemoryTests
{
    private const long Least = 64L << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_most_of_too_many_is_closed_and_told_of_and_who_has_few_keeps_them()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { MaxMemory = Least, Log = log.Hear }, Cancel);
        await using var modest = await RawClient.ConnectAsync(server.Port);
        await modest.ExistsAsync("/mine", watch: true);
        await using (var greedy = await RawClient.ConnectAsync(server.Port))
        {
            // A path of a kilobyte counts twice in UTF-16: twelve thousand of them are more than the 22 MB that there are.
            var name = new string('x', 1000);
            await Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                for (var i = 0; i < 12_000; i++)
                    await greedy.ExistsAsync($"/{i}{name}", watch: true);
            });
        }
        var told = await log.WaitForAsync(ZkServerLogEvents.TooManyWatches);
        Assert.Matches(@"^127\.0\.0\.1:\d+ is closed: all watches take more than \d+ bytes", told.Message);
        await Eventually.Async(() => server.Statistics.Watches == 1, "its watches are gone", Cancel);

        // Room again: the one that stayed arms more, and hears.
        await modest.ExistsAsync("/another", watch: true);
        await modest.CreateAsync("/mine");
        Assert.Equal((WatchEventType.Created, "/mine"), (await modest.DrainEventsAsync())[0]);
    }

    [Fact]
    public void What_they_take_is_counted_down_to_nothing_on_every_way_out()
    {
        var table = new WatchTable();
        var (one, other) = (new Nobody(), new Nobody());
        foreach (var path in (string[])["/a", "/b", "/c"])
        {
            table.Add(path, one, WatchModes.OneShot);
            table.Add(path, other, WatchModes.Persistent);
            table.Add(path, other, WatchModes.Recursive);
        }
        Assert.True(table.Size > 0);
        table.Collect("/a", []);
        Assert.True(table.Remove("/b", other, WatchModes.All));
        table.RemoveAll(one);
        table.RemoveAll(other);
        Assert.Equal((0, 0, 0L), (table.Count, table.PathCount, table.Size));
    }

    [Fact]
    public void Watchers_of_one_path_share_its_text()
    {
        var table = new WatchTable();
        var (one, other) = (new Nobody(), new Nobody());
        table.Add(new string("/same".AsSpan()), one, WatchModes.OneShot);
        table.Add(new string("/same".AsSpan()), other, WatchModes.OneShot);
        Assert.Same(table.ByWatcher[one].Keys.Single(), table.ByWatcher[other].Keys.Single());
    }

    private sealed class Nobody : IWatcher
    {
        public bool IsGone => false;

        public void Deliver(ReadOnlySpan<byte> frame, IReadOnlyList<Acl> acl)
        {
        }
    }
}
