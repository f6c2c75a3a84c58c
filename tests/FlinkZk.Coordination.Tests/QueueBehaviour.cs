using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>The engine of everything that waits in line, at the places where such engines have gone wrong; seen through the lock.</summary>
public abstract class QueueBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";
    private static readonly LockHolder Me = LockHolder.Current("test");

    [Fact]
    public async Task A_node_of_another_session_is_not_taken_for_the_lost_one()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var stranger = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await (await mutex.AcquireAsync(Me, Stop)).ReleaseAsync(Stop);   // the queue's parents stand

        proxy.HoldsReplies = true;
        var acquiring = mutex.AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await NamesAsync(stranger)).Count == 1, "the node is made");
        var foreign = ZnodePath.Combine(Queue, (await NamesAsync(stranger))[0]);
        await stranger.DeleteAsync(foreign, cancellationToken: Stop);
        await stranger.CreateAsync(foreign, mode: CreateMode.Ephemeral, cancellationToken: Stop);
        proxy.Cut();
        proxy.HoldsReplies = false;
        await UntilAsync(async () => (await NamesAsync(stranger)).Count == 2, "a node of its own stands behind");
        Assert.False(acquiring.IsCompleted);

        await stranger.DeleteAsync(foreign, cancellationToken: Stop);
        await using var own = await acquiring;
        Assert.NotEqual(foreign, own.Path);
    }

    [Fact]
    public async Task A_waiter_that_gives_up_takes_its_watch_along()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await using var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, cancel.Token);
        await UntilAsync(async () => await WatchesAsync(two, first.Path), "the waiter watches the holder");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await UntilAsync(async () => !await WatchesAsync(two, first.Path), "no watch is left");
    }

    [Fact]
    public async Task A_holder_whose_node_may_not_be_read_is_waited_for_and_has_a_place()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        await one.SetAclAsync(first.Path, [Acl.Digest("nobody", "x", Permissions.All)], cancellationToken: Stop);
        var mutex = new DistributedLock(two, Queue);
        Assert.Null(await mutex.TryAcquireAsync(Me, TimeSpan.FromMilliseconds(100), Stop));

        var waiting = mutex.AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await mutex.GetContendersAsync(Stop)).Count == 2, "the second stands in line");
        var queue = await mutex.GetContendersAsync(Stop);
        Assert.Equal((first.Path, ErrorCode.NoAuth, true), (queue[0].Path, queue[0].Failure?.Code, queue[0].IsHolder));
        Assert.Equal((1, null, Me), (queue[1].Position, queue[1].Failure, queue[1].Holder));
        Assert.False(waiting.IsCompleted);

        await first.ReleaseAsync(Stop);
        await using var second = await waiting.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.True(second.IsSafe);
    }

    [Fact]
    public async Task Only_the_next_in_line_watches_the_holder()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await using var three = await ConnectAsync();
        var mutex = new DistributedLock(one, Queue);
        var first = await mutex.AcquireAsync(Me, Stop);
        var second = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        await UntilAsync(async () => await WatchesAsync(two, first.Path), "the second watches the first");
        var ahead = (await mutex.GetContendersAsync(Stop))[1].Path;
        var third = new DistributedLock(three, Queue).AcquireAsync(Me, Stop);
        await UntilAsync(async () => await WatchesAsync(three, ahead), "the third watches the second");

        Assert.False(await WatchesAsync(three, first.Path));
        Assert.False(await WatchesAsync(three, Queue));
        await first.ReleaseAsync(Stop);
        await (await second).ReleaseAsync(Stop);
        await (await third).ReleaseAsync(Stop);
    }

    [Fact]
    public async Task A_queue_that_was_swept_away_is_made_again_and_the_token_still_grows()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        var first = await mutex.AcquireAsync(Me, Stop);
        await first.ReleaseAsync(Stop);
        await client.DeleteAsync(Queue, cancellationToken: Stop);

        await using var second = await mutex.AcquireAsync(Me, Stop);
        // Its number begins anew: a token made of it would have gone back.
        Assert.EndsWith("-0000000000", first.Path, StringComparison.Ordinal);
        Assert.EndsWith("-0000000000", second.Path, StringComparison.Ordinal);
        Assert.True(second.Token > first.Token);
    }

    [Fact]
    public async Task A_release_without_a_connection_is_made_up_for()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync(proxy);
        await using var two = await ConnectAsync();
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        proxy.Refuses = true;
        proxy.Cut();
        var releasing = first.ReleaseAsync(Stop);
        Assert.False(waiting.IsCompleted);

        proxy.Refuses = false;
        await releasing;
        await using var second = await waiting;
        // The same session gets in line again behind it: nothing of its own stands in its way.
        Assert.Null(await new DistributedLock(one, Queue).TryAcquireAsync(Me, TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task Waiting_ends_at_the_timeout_however_often_it_is_woken()
    {
        var time = new FakeTimeProvider();
        await using var one = await ConnectAsync();
        await using var late = await ConnectAsync(time: time);
        var mutex = new DistributedLock(one, Queue);
        await using var holder = await mutex.AcquireAsync(Me, Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var ahead = new List<(Task Waiting, CancellationTokenSource Cancel)>();
        for (var i = 0; i < 3; i++)
        {
            var own = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            ahead.Add((mutex.AcquireAsync(Me, own.Token), own));
            await UntilAsync(async () => (await NamesAsync(one)).Count == ahead.Count + 1);
        }
        var waiting = new DistributedLock(late, Queue).TryAcquireAsync(Me, TimeSpan.FromSeconds(1), Stop);
        for (var i = 2; i >= 0; i--)
        {
            var watched = (await WaitForLengthAsync(mutex, i + 3))[i + 1].Path;
            await UntilAsync(async () => await WatchesAsync(late, watched), "the waiter watches the one ahead");
            await ahead[i].Cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ahead[i].Waiting);
            ahead[i].Cancel.Dispose();
            time.Advance(TimeSpan.FromSeconds(0.4));
        }
        Assert.Null(await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop));
    }

    [Fact]
    public async Task A_wait_that_outlives_its_session_fails_and_leaves_nothing()
    {
        await using var one = await ConnectAsync();
        var two = await ConnectAsync();
        await using var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await NamesAsync(one)).Count == 2);
        await two.DisposeAsync();
        Assert.Equal(ErrorCode.SessionExpired, (await Assert.ThrowsAsync<ZkException>(() => waiting)).Code);
        await UntilAsync(async () => (await NamesAsync(one)).Count == 1);
    }

    private static async Task<IReadOnlyList<LockContender>> WaitForLengthAsync(DistributedLock mutex, int length)
    {
        IReadOnlyList<LockContender> queue = [];
        await UntilAsync(async () => (queue = await mutex.GetContendersAsync(Stop)).Count == length, $"{length} stand in line");
        return queue;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ZkClient client) => (await client.GetChildrenAsync(Queue, Stop)).Names;
}
