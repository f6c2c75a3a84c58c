using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>What a lock does, on whichever server.</summary>
public abstract class LockBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";
    private static readonly LockHolder Me = LockHolder.Current("test");

    [Fact]
    public async Task Whoever_comes_first_has_it_and_a_release_passes_it_on()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await new DistributedLock(one, Queue).GetContendersAsync(Stop)).Count == 2);
        Assert.False(waiting.IsCompleted);

        await first.ReleaseAsync(Stop);
        await using var second = await waiting;
        Assert.True(second.IsSafe);
        Assert.False(first.IsSafe);
        Assert.True(first.IsReleased);
    }

    [Fact]
    public async Task Five_contenders_get_it_in_the_order_in_which_they_came()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        var order = new List<int>();
        var holder = await mutex.AcquireAsync(Me, Stop);
        var waiting = new List<Task>();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            waiting.Add(Task.Run(async () =>
            {
                await using var own = await mutex.AcquireAsync(Me, Stop);
                lock (order)
                    order.Add(number);
            }, Stop));
            await UntilAsync(async () => (await mutex.GetContendersAsync(Stop)).Count == number + 2);
        }
        await holder.ReleaseAsync(Stop);
        await Task.WhenAll(waiting);
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public async Task The_token_grows_with_each_owner()
    {
        await using var client = await ConnectAsync();
        var tokens = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            await using var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
            tokens.Add(own.Token);
        }
        Assert.Equal(tokens.Order().Distinct(), tokens);
    }

    [Fact]
    public async Task A_cancelled_waiter_leaves_no_node()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await using var own = await mutex.AcquireAsync(Me, Stop);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var waiting = mutex.AcquireAsync(Me, cancel.Token);
        await UntilAsync(async () => (await mutex.GetContendersAsync(Stop)).Count == 2);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await UntilAsync(async () => (await client.GetChildrenAsync(Queue, Stop)).Names.Count == 1);
    }

    [Fact]
    public async Task Cancelling_at_any_moment_leaves_no_node()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await using (await mutex.AcquireAsync(Me, Stop))
        {
            for (var i = 0; i < 50; i++)
            {
                using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
                var waiting = mutex.AcquireAsync(Me, cancel.Token);
                for (var spin = 0; spin < i * 10; spin++)
                    await Task.Yield();
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            }
            await UntilAsync(async () => (await client.GetChildrenAsync(Queue, Stop)).Names.Count == 1);
        }
    }

    [Fact]
    public async Task Without_waiting_a_held_lock_is_not_taken_and_no_node_stays()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await using (var own = await mutex.TryAcquireAsync(Me, TimeSpan.Zero, Stop))
        {
            Assert.NotNull(own);
            Assert.Null(await mutex.TryAcquireAsync(Me, TimeSpan.Zero, Stop));
            Assert.Single(await mutex.GetContendersAsync(Stop));
        }
    }

    [Fact]
    public async Task Waiting_ends_at_the_timeout()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await using var own = await mutex.AcquireAsync(Me, Stop);
        Assert.Null(await mutex.TryAcquireAsync(Me, TimeSpan.FromMilliseconds(50), Stop));
    }

    [Fact]
    public async Task A_waiter_gets_it_when_the_holders_session_ends()
    {
        var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        var closing = one.DisposeAsync();
        Assert.False(first.IsSafe);
        await closing;
        await using var second = await waiting;
        await CancelledAsync(first.Lost);
        Assert.True(second.Token > first.Token);
    }

    [Fact]
    public async Task Lost_is_cancelled_when_somebody_deletes_the_node()
    {
        await using var client = await ConnectAsync();
        var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        await client.DeleteAsync(own.Path, cancellationToken: Stop);
        await CancelledAsync(own.Lost);
        Assert.False(own.IsSafe);
        await own.ReleaseAsync(Stop);
    }

    [Fact]
    public async Task A_waiter_whose_node_is_deleted_is_told_so()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        var own = await mutex.AcquireAsync(Me, Stop);
        var waiting = mutex.AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await mutex.GetContendersAsync(Stop)).Count == 2);
        await client.DeleteAsync((await mutex.GetContendersAsync(Stop))[1].Path, cancellationToken: Stop);
        await own.ReleaseAsync(Stop);
        Assert.Equal(ErrorCode.NoNode, (await Assert.ThrowsAsync<ZkException>(() => waiting)).Code);
    }

    [Fact]
    public async Task A_fenced_write_of_a_former_owner_fails_as_a_whole()
    {
        await using var client = await ConnectAsync();
        await client.CreateAsync("/result", cancellationToken: Stop);
        var former = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        await client.MultiAsync([former.Fence, ZkOperation.SetData("/result", "1"u8.ToArray())], Stop);
        await former.ReleaseAsync(Stop);

        await Assert.ThrowsAnyAsync<ZkException>(async () => await client.MultiAsync([former.Fence, ZkOperation.SetData("/result", "2"u8.ToArray())], Stop));
        Assert.Equal("1"u8.ToArray(), (await client.GetDataAsync("/result", Stop)).Data);
    }

    [Fact]
    public async Task Contenders_tell_who_holds_and_who_waits()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        Assert.Empty(await mutex.GetContendersAsync(Stop));
        await using var own = await mutex.AcquireAsync(LockHolder.Current("deploy"), Stop);
        var contender = Assert.Single(await mutex.GetContendersAsync(Stop));
        Assert.True(contender.IsHolder);
        Assert.Equal(own.Token, contender.Token);
        Assert.Equal(client.SessionId, contender.SessionId);
        Assert.Equal("deploy", contender.Holder.Purpose);
        Assert.Equal(Environment.ProcessId, contender.Holder.Pid);
    }

    [Fact]
    public async Task Releasing_twice_is_releasing_once()
    {
        await using var client = await ConnectAsync();
        var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        await own.ReleaseAsync(Stop);
        await own.ReleaseAsync(Stop);
        await own.DisposeAsync();
        Assert.False(own.Lost.IsCancellationRequested);
    }

    // Without the GUID in the name the lost node would stand first in the queue, and its own creator would wait for it for ever.
    [Fact]
    public async Task A_create_whose_reply_is_lost_is_found_again()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        var mutex = new DistributedLock(client, Queue);
        await (await mutex.AcquireAsync(Me, Stop)).ReleaseAsync(Stop); // the queue's parents stand
        proxy.LoseNextReply();
        await using var own = await mutex.AcquireAsync(Me, Stop);
        Assert.Equal(own.Path, Assert.Single(await mutex.GetContendersAsync(Stop)).Path);
    }

    [Fact]
    public async Task A_cancelled_create_whose_reply_is_lost_leaves_no_node()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var watcher = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await (await mutex.AcquireAsync(Me, Stop)).ReleaseAsync(Stop);
        proxy.Stalls = true;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var waiting = mutex.AcquireAsync(Me, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        proxy.LoseNextReply();
        proxy.Stalls = false;
        await UntilAsync(async () => (await watcher.GetChildrenAsync(Queue, Stop)).Names.Count == 0, "the queue is empty");
    }

    [Fact]
    public async Task A_waiter_survives_a_cut_and_gets_its_turn()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync(proxy);
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        await UntilAsync(async () => (await new DistributedLock(one, Queue).GetContendersAsync(Stop)).Count == 2);
        proxy.Cut();
        await first.ReleaseAsync(Stop);
        await using var second = await waiting;
        Assert.True(second.IsSafe);
    }

    [Fact]
    public async Task An_owner_that_is_cut_off_knows_before_another_can_be_one()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync(proxy, sessionTimeout: TimeSpan.FromSeconds(2));
        await using var two = await ConnectAsync();
        var first = await new DistributedLock(one, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(two, Queue).AcquireAsync(Me, Stop);
        proxy.Refuses = true;
        proxy.Cut();
        await using var second = await waiting;
        Assert.True(first.Lost.IsCancellationRequested, "the former owner was not told before the next one came");
        Assert.False(first.IsSafe);
    }

    [Fact]
    public async Task A_short_cut_costs_no_ownership()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        var before = client.Status.Version;
        proxy.Cut();
        await UntilAsync(() => Task.FromResult(client.Status.Version > before && client.Status.State == SessionState.Connected), "the session is back");
        Assert.False(own.Lost.IsCancellationRequested);
        Assert.True(own.IsSafe);
    }

    [Fact]
    public async Task What_a_callback_of_Lost_throws_or_however_long_it_takes_the_lock_is_given_back()
    {
        await using var client = await ConnectAsync();
        using var blocked = new ManualResetEventSlim();
        var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        own.Lost.Register(() => throw new InvalidOperationException("the user's own"));
        own.Lost.Register(() => blocked.Wait(TimeSpan.FromMinutes(1)));
        await client.DeleteAsync(own.Path, cancellationToken: Stop);
        await CancelledAsync(own.Lost);
        await own.ReleaseAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.True(own.IsReleased);
        blocked.Set();
    }

    [Fact]
    public async Task Callbacks_of_a_lost_session_stop_nothing_of_its_end()
    {
        var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        client.Lost.Register(() => throw new InvalidOperationException("the user's own"));
        await client.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await own.ReleaseAsync(Stop);
        await UntilAsync(async () => (await other.GetChildrenAsync(Queue, Stop)).Names.Count == 0, "the node is gone");
    }

    [Fact]
    public async Task An_acquisition_on_a_session_that_is_over_says_so()
    {
        var client = await ConnectAsync();
        await client.DisposeAsync();
        Assert.Equal(ErrorCode.SessionExpired, (await Assert.ThrowsAsync<ZkException>(() => new DistributedLock(client, Queue).AcquireAsync(Me, Stop))).Code);
    }

    // The server forbids the deletion for a while, as it does with a full disk or a quota.
    [Fact]
    public async Task A_release_that_the_server_refuses_fails_and_goes_on_until_the_node_is_gone()
    {
        await using var client = await ConnectAsync();
        var mutex = new DistributedLock(client, Queue);
        await (await mutex.AcquireAsync(Me, Stop)).ReleaseAsync(Stop);
        await client.SetAclAsync(Queue, [Acl.Parse("world:anyone:cra")], cancellationToken: Stop);
        var own = await mutex.AcquireAsync(Me, Stop);
        Assert.Equal(ErrorCode.NoAuth, (await Assert.ThrowsAsync<ZkException>(async () => await own.ReleaseAsync(Stop))).Code);
        Assert.False(own.IsReleased);
        Assert.False(own.IsSafe);

        await client.SetAclAsync(Queue, Acl.OpenUnsafe, cancellationToken: Stop);
        await UntilAsync(() => Task.FromResult(own.IsReleased), "the node is gone");
        await own.ReleaseAsync(Stop);
        Assert.Empty(await mutex.GetContendersAsync(Stop));
    }

    [Fact]
    public async Task Ownership_rests_on_transactions_and_is_renewed_while_it_is_held()
    {
        await using var client = await ConnectAsync(sessionTimeout: TimeSpan.FromSeconds(4));
        await using var own = await new DistributedLock(client, Queue).AcquireAsync(Me, Stop);
        var zxid = client.LastZxid;
        await UntilAsync(() => Task.FromResult(client.LastZxid > zxid), "the leader has been asked again");
        Assert.True(own.IsSafe);
        Assert.InRange(own.SafeFor, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
