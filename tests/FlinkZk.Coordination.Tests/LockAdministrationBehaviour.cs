using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>What an administrator does to others' places in a queue, on whichever server: asked, taken away, and written down.</summary>
public abstract class LockAdministrationBehaviour(TestServer server) : ServerTests(server)
{
    private const string Job = "orders";
    private static readonly ClusterPaths Paths = new();
    private static readonly byte[] Ours = """{"v":1,"host":"h","pid":1,"user":"u","purpose":null}"""u8.ToArray();
    private static readonly LockRequest Why = LockRequest.Current("deploy");

    [Fact]
    public async Task A_holder_that_is_asked_sees_who_asks_and_keeps_the_lock()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await using var own = await AcquireAsync(one);
        Assert.True(await Administration(two).RequestAsync(await FirstAsync(two), Why, Stop));
        await CancelledAsync(own.Requested);
        Assert.Equal(Why, own.Request);
        Assert.True(own.IsSafe);
        Assert.False(own.Lost.IsCancellationRequested);
        var seen = (await FirstAsync(two)).Holder;
        Assert.Equal((Why, "test"), (seen.Request, seen.Purpose));
        var entry = Assert.Single(await Administration(two).ReadHistoryAsync(Stop));
        Assert.Equal((LockActionKind.Requested, own.Path, own.Token, Why, "test"), (entry.Kind, entry.Contender, entry.Token, entry.By, entry.Holder.Purpose));
    }

    [Fact]
    public async Task Who_was_asked_while_waiting_sees_it_as_soon_as_the_lock_is_held_and_says_since_when()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var first = await AcquireAsync(one);
        var waiting = AcquireAsync(two);
        await UntilAsync(async () => (await QueueAsync(one)).Count == 2, "the second stands in line");
        await Administration(one).RequestAsync((await QueueAsync(one))[1], Why, Stop);
        await first.ReleaseAsync(Stop);
        await using var second = await waiting;
        await CancelledAsync(second.Requested);
        // That it holds is added to what stands in its node, and takes nothing away.
        await UntilAsync(async () => await FirstAsync(one) is { } holder && holder.Since != holder.Queued && holder.Holder.Request == Why, "it says that it holds, and who asks");
    }

    [Fact]
    public async Task A_place_that_is_taken_away_is_lost_and_its_fence_refuses()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await one.CreateAsync("/result", cancellationToken: Stop);
        await using var first = await AcquireAsync(one);
        var waiting = AcquireAsync(two);
        await UntilAsync(async () => (await QueueAsync(one)).Count == 2, "the second stands in line");
        Assert.True(await Administration(two).RemoveAsync(await FirstAsync(two), Why, Stop));
        await using var second = await waiting;
        await CancelledAsync(first.Lost);
        await Assert.ThrowsAnyAsync<ZkException>(async () => await one.MultiAsync([first.Fence, ZkOperation.SetData("/result", [1])], Stop));
        var entry = Assert.Single(await Administration(one).ReadHistoryAsync(Stop));
        Assert.Equal((LockActionKind.Removed, first.Path, first.Token, Why), (entry.Kind, entry.Contender, entry.Token, entry.By));
    }

    [Fact]
    public async Task To_who_has_gone_nothing_is_done_and_nothing_is_written_down()
    {
        await using var client = await ConnectAsync();
        var own = await AcquireAsync(client);
        var holder = await FirstAsync(client);
        await own.ReleaseAsync(Stop);
        Assert.False(await Administration(client).RequestAsync(holder, Why, Stop));
        Assert.False(await Administration(client).RemoveAsync(holder, Why, Stop));
        Assert.Empty(await Administration(client).ReadHistoryAsync(Stop));
    }

    [Fact]
    public async Task An_action_whose_reply_is_lost_is_done_once()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync(proxy);
        await using var own = await AcquireAsync(one);
        var holder = await FirstAsync(two);
        await Administration(two).RequestAsync(holder, Why, Stop);   // the history stands

        proxy.HoldsReplies = true;
        var removing = Administration(two).RemoveAsync(holder, Why, Stop);
        await CancelAfterSendingAsync(proxy, own.Lost);
        Assert.True(await removing);
        Assert.Equal([LockActionKind.Removed, LockActionKind.Requested], (await Administration(one).ReadHistoryAsync(Stop)).Select(action => action.Kind));
    }

    [Fact]
    public async Task History_keeps_the_newest()
    {
        await using var client = await ConnectAsync();
        await using var own = await AcquireAsync(client);
        var holder = await FirstAsync(client);
        var administration = Administration(client);
        for (var i = 0; i < LockHistory.Kept + 3; i++)
            await administration.RequestAsync(holder, Why with { Reason = $"{i}" }, Stop);
        var kept = await administration.ReadHistoryAsync(Stop);
        Assert.Equal(Enumerable.Range(3, LockHistory.Kept).Reverse().Select(i => $"{i}"), kept.Select(action => action.By.Reason));
    }

    [Fact]
    public async Task A_node_that_may_not_be_written_or_is_another_programs_is_left_as_it_is()
    {
        await using var client = await ConnectAsync();
        await using var own = await AcquireAsync(client);
        var holder = await FirstAsync(client);
        await client.SetDataAsync(own.Path, "somebody else's"u8.ToArray(), cancellationToken: Stop);
        await Assert.ThrowsAsync<InvalidDataException>(() => Administration(client).RequestAsync(holder, Why, Stop));
        await client.SetDataAsync(own.Path, Ours, cancellationToken: Stop);
        await client.SetAclAsync(own.Path, [Acl.Parse("world:anyone:r")], cancellationToken: Stop);
        Assert.Equal(ErrorCode.NoAuth, (await Assert.ThrowsAnyAsync<ZkException>(() => Administration(client).RequestAsync(holder, Why, Stop))).Code);
        Assert.Empty(await Administration(client).ReadHistoryAsync(Stop));
        Assert.True(own.IsSafe);
        // To take it away needs rights over the queue only.
        Assert.True(await Administration(client).RemoveAsync(holder, Why, Stop));
    }

    // The reply is on its way when the effect is seen elsewhere; then the connection is cut.
    private static async Task CancelAfterSendingAsync(FaultProxy proxy, CancellationToken effect)
    {
        await CancelledAsync(effect);
        proxy.Cut();
        proxy.HoldsReplies = false;
    }

    private static Task<Ownership> AcquireAsync(ZkClient client) => new DistributedLock(client, Paths.Lock(Job)).AcquireAsync(LockHolder.Current("test"), Stop);

    private static LockAdministration Administration(ZkClient client) => new(client, Paths, Job);

    private static Task<IReadOnlyList<LockContender>> QueueAsync(ZkClient client) => new DistributedLock(client, Paths.Lock(Job)).GetContendersAsync(Stop);

    private static async Task<LockContender> FirstAsync(ZkClient client) => (await QueueAsync(client))[0];
}
