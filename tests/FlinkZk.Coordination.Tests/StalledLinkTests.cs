using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>
/// A follower that hears nothing of its leader any more goes on answering pings for syncLimit ticks, while the leader expires its sessions and gives their locks away:
/// whoever holds one must know before.
/// </summary>
public sealed class StalledLinkTests
{
    private const string Queue = "/locks/orders";
    private static readonly LockHolder Me = LockHolder.Current("test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public async Task An_owner_behind_a_stalled_link_knows_before_another_can_be_one(int sessionSeconds)
    {
        if (ZooKeeperHome.Newest is not { } home)
        {
            Assert.Skip($"No Apache ZooKeeper 3.9 or later. {ZooKeeperHome.SkipReason}");
            return;
        }
        var options = new ApacheServerOptions { TickTime = TimeSpan.FromSeconds(2), Config = ["initLimit=10", "syncLimit=5"] };
        await using var ensemble = await TestEnsemble.StartWithFailingLinkAsync(home, options, Stop);
        await using var cutOff = await ConnectAsync(ensemble.Members[2].ConnectionString, sessionSeconds);
        await using var other = await ConnectAsync($"{ensemble.Members[0].ConnectionString},{ensemble.Members[1].ConnectionString}", sessionSeconds);
        var first = await new DistributedLock(cutOff, Queue).AcquireAsync(Me, Stop);
        var waiting = new DistributedLock(other, Queue).AcquireAsync(Me, Stop);
        await Eventually.Async(async _ => (await new DistributedLock(other, Queue).GetContendersAsync(Stop)).Count == 2, "the other waits", Stop);
        Assert.True(first.IsSafe);

        ensemble.StallLinks(true);
        await using var second = await waiting;
        Assert.False(first.IsSafe);
        Assert.True(first.Lost.IsCancellationRequested, "the former owner was not told before the next one came");
    }

    private static async Task<ZkClient> ConnectAsync(string servers, int sessionSeconds) =>
        await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(servers), SessionTimeout = TimeSpan.FromSeconds(sessionSeconds) }, Stop);
}
