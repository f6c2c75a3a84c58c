using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>A lock that several may hold together, on whichever server: readers, and places of a semaphore.</summary>
public abstract class SharedLockBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";
    private static readonly LockHolder Me = LockHolder.Current("test");

    [Fact]
    public async Task Readers_hold_together_and_never_beside_a_writer()
    {
        await using var client = await ConnectAsync();
        var first = await Reader(client).AcquireAsync(Me, Stop);
        var second = await Reader(client).AcquireAsync(Me, Stop);
        var writing = Writer(client).AcquireAsync(Me, Stop);
        await LengthAsync(client, 3);
        var behind = Reader(client).AcquireAsync(Me, Stop);
        await LengthAsync(client, 4);
        Assert.Equal([true, true, false, false], (await Writer(client).GetContendersAsync(Stop)).Select(contender => contender.IsHolder));

        await first.ReleaseAsync(Stop);
        Assert.Null(await Reader(client).TryAcquireAsync(Me, TimeSpan.Zero, Stop));
        Assert.False(writing.IsCompleted);
        await second.ReleaseAsync(Stop);
        var writer = await writing;
        Assert.False(behind.IsCompleted);
        Assert.True(writer.Token > second.Token);
        await writer.ReleaseAsync(Stop);
        await (await behind).ReleaseAsync(Stop);
    }

    [Fact]
    public async Task A_semaphore_has_as_many_owners_as_it_says_and_the_next_in_line_follows()
    {
        await using var client = await ConnectAsync();
        var semaphore = Counted(client, 2);
        var first = await semaphore.AcquireAsync(Me, Stop);
        var second = await semaphore.AcquireAsync(Me, Stop);
        Assert.Null(await semaphore.TryAcquireAsync(Me, TimeSpan.Zero, Stop));
        var third = semaphore.AcquireAsync(Me, Stop);
        await LengthAsync(client, 3);
        var fourth = semaphore.AcquireAsync(Me, Stop);
        await LengthAsync(client, 4);

        await second.ReleaseAsync(Stop);
        await using var own = await third.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.False(fourth.IsCompleted);
        await first.ReleaseAsync(Stop);
        await using var last = await fourth.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.True(own.IsSafe && last.IsSafe);
    }

    [Fact]
    public async Task The_smallest_number_of_those_who_hold_counts()
    {
        await using var client = await ConnectAsync();
        await using var one = await Counted(client, 3).AcquireAsync(Me, Stop);
        var two = await Counted(client, 2).AcquireAsync(Me, Stop);
        Assert.Null(await Counted(client, 3).TryAcquireAsync(Me, TimeSpan.Zero, Stop));
        await two.ReleaseAsync(Stop);
        // The one that allowed two is gone: three may hold again.
        await using var three = await Counted(client, 3).AcquireAsync(Me, Stop);
        await using var four = await Counted(client, 3).AcquireAsync(Me, Stop);
        Assert.Equal(3, (await Writer(client).GetContendersAsync(Stop)).Count(contender => contender.IsHolder));
    }

    [Fact]
    public async Task Only_the_first_of_those_who_wait_for_a_place_hears_of_every_release()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await using var three = await ConnectAsync();
        var first = await Counted(one, 2).AcquireAsync(Me, Stop);
        await using var second = await Counted(one, 2).AcquireAsync(Me, Stop);
        var third = Counted(two, 2).AcquireAsync(Me, Stop);
        await LengthAsync(one, 3);
        var ahead = (await Counted(one, 2).GetContendersAsync(Stop))[2].Path;
        var fourth = Counted(three, 2).AcquireAsync(Me, Stop);
        await UntilAsync(() => WatchesAsync(three, ahead), "the second watches the first");

        await first.ReleaseAsync(Stop);
        await using var own = await third;
        // It hears that the one ahead holds, and takes its place at the head of those who wait.
        await UntilAsync(async () => !await WatchesAsync(three, ahead), "the next one watches the queue and not the one ahead");
        Assert.False(fourth.IsCompleted);
        await second.ReleaseAsync(Stop);
        await (await fourth).ReleaseAsync(Stop);
    }

    [Fact]
    public async Task Since_when_one_holds_is_not_since_when_it_queued()
    {
        await using var client = await ConnectAsync();
        var first = await Writer(client).AcquireAsync(Me, Stop);
        var waiting = Writer(client).AcquireAsync(Me, Stop);
        await LengthAsync(client, 2);
        var before = (await Writer(client).GetContendersAsync(Stop))[1];
        Assert.Equal((before.Queued, false), (before.Since, before.IsHolder));

        await UntilAsync(async () => (await client.CreateAsync($"{Queue}-clock-{Guid.NewGuid():n}", cancellationToken: Stop)).Stat.Created > before.Queued.AddMilliseconds(50), "the server's clock has gone on");
        await first.ReleaseAsync(Stop);
        await using var own = await waiting;
        LockContender? holds = null;
        await UntilAsync(async () => (holds = Assert.Single(await Writer(client).GetContendersAsync(Stop))).Since != before.Queued, "it says since when it holds");
        Assert.Equal(before.Queued, holds!.Queued);
        Assert.True(holds.Since >= before.Queued.AddMilliseconds(50), $"{holds.Since:O} and {before.Queued:O}");
        Assert.Equal("test", holds.Holder.Purpose);
        Assert.True(own.IsSafe);
    }

    [Fact]
    public async Task A_place_whose_mark_met_a_lost_connection_is_handed_on_all_the_same()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync(proxy);
        var first = await Counted(one, 2).AcquireAsync(Me, Stop);
        var second = await Counted(one, 2).AcquireAsync(Me, Stop);
        var third = Counted(two, 2).AcquireAsync(Me, Stop);
        await LengthAsync(one, 3);
        var fourth = Counted(one, 2).AcquireAsync(Me, Stop);
        await LengthAsync(one, 4);
        proxy.Cut();
        await first.ReleaseAsync(Stop);
        proxy.Cut();
        await using var own = await third;
        await second.ReleaseAsync(Stop);
        await using var last = await fourth.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.True(last.IsSafe);
    }

    [Fact]
    public async Task Who_releases_without_a_connection_is_told_at_once_and_leaves_when_it_is_back()
    {
        await using var proxy = Server.NewProxy();
        await using var one = await ConnectAsync(proxy, sessionTimeout: TimeSpan.FromSeconds(20));
        await using var two = await ConnectAsync();
        await using var first = await new DistributedLock(one, Queue) { OnLoss = LossPolicy.ReleaseOnSuspend }.AcquireAsync(Me, Stop);
        var waiting = Writer(two).AcquireAsync(Me, Stop);
        await LengthAsync(two, 2);
        proxy.Refuses = true;
        proxy.Cut();
        await CancelledAsync(first.Lost);
        Assert.False(first.IsSafe);
        Assert.False(waiting.IsCompleted);

        proxy.Refuses = false;
        await using var second = await waiting.WaitAsync(TimeSpan.FromSeconds(15), Stop);
        Assert.False(one.Lost.IsCancellationRequested, "the session did not have to end");
    }

    [Fact]
    public async Task However_many_contend_there_are_never_more_than_each_allows()
    {
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        var gate = new Lock();
        var holding = new List<HolderLimit>();
        var wrong = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            for (var round = 0; round < 12; round++)
            {
                HolderLimit limit = random.Next(4) switch { 0 => HolderLimit.Exclusive, 1 => HolderLimit.Shared, 2 => HolderLimit.AtMost(2), _ => HolderLimit.AtMost(3) };
                var own = await new DistributedLock(i % 2 == 0 ? one : two, Queue) { Limit = limit }.AcquireAsync(Me, Stop);
                lock (gate)
                {
                    holding.Add(limit);
                    if (holding.Any(held => held.Count < holding.Count))
                        wrong.Add(string.Join(' ', holding));
                }
                await Task.Yield();
                lock (gate)
                    holding.Remove(limit);
                await own.ReleaseAsync(Stop);
            }
        }, Stop)));
        Assert.Empty(wrong);
        Assert.Empty((await one.GetChildrenAsync(Queue, Stop)).Names);
    }

    private static DistributedLock Reader(ZkClient client) => new(client, Queue) { Limit = HolderLimit.Shared };

    private static DistributedLock Writer(ZkClient client) => new(client, Queue);

    private static DistributedLock Counted(ZkClient client, int count) => new(client, Queue) { Limit = HolderLimit.AtMost(count) };

    private static Task LengthAsync(ZkClient client, int length) =>
        UntilAsync(async () => (await client.GetChildrenAsync(Queue, Stop)).Names.Count == length, $"{length} stand in line");
}
