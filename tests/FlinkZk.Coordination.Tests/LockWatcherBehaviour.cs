using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Following who holds a lock, on whichever server.</summary>
public abstract class LockWatcherBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";

    [Fact]
    public async Task Who_holds_waits_and_goes_is_told_from_before_the_queue_is_made()
    {
        await using var watcher = await ConnectAsync();
        await using var client = await ConnectAsync();
        await using var changes = LockWatcher.WatchAsync(watcher, Queue, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("Free", await NextAsync(changes));
        var first = await AcquireAsync(client, "first");
        Assert.Equal("Held first", await NextAsync(changes));
        var waiting = AcquireAsync(client, "second");
        Assert.Equal("Waiting second", await NextAsync(changes));
        await first.ReleaseAsync(Stop);
        Assert.Equal("Gone first", await NextAsync(changes));
        Assert.Equal("Held second", await NextAsync(changes));
        await (await waiting).ReleaseAsync(Stop);
        Assert.Equal("Gone second", await NextAsync(changes));
        Assert.Equal("Free", await NextAsync(changes));
    }

    [Fact]
    public async Task After_a_lost_connection_what_stands_is_told()
    {
        await using var proxy = Server.NewProxy();
        await using var watcher = await ConnectAsync(proxy);
        await using var client = await ConnectAsync();
        var first = await AcquireAsync(client, "first");
        await using var changes = LockWatcher.WatchAsync(watcher, Queue, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("Held first", await NextAsync(changes));
        proxy.Refuses = true;
        proxy.Cut();
        await first.ReleaseAsync(Stop);
        await using var second = await AcquireAsync(client, "second");
        proxy.Refuses = false;
        Assert.Equal("Gone first", await NextAsync(changes));
        Assert.Equal("Held second", await NextAsync(changes));
    }

    [Fact]
    public async Task Who_stops_following_fails_at_once_and_can_follow_anew()
    {
        await using var client = await ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var changes = LockWatcher.WatchAsync(client, Queue, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal("Free", await NextAsync(changes));
        var next = changes.MoveNextAsync().AsTask();
        await UntilAsync(() => WatchesAsync(client, Queue), "the watch is armed");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await changes.DisposeAsync();
        await UntilAsync(async () => !await WatchesAsync(client, Queue), "no watch is left");
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<LockChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
        return $"{changes.Current.Kind} {changes.Current.Contender?.Holder.Purpose}".TrimEnd();
    }

    private static Task<Ownership> AcquireAsync(ZkClient client, string purpose) => new DistributedLock(client, Queue).AcquireAsync(LockHolder.Current(purpose), Stop);
}
