using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>A node that only the owner of a lock writes.</summary>
public abstract class FencedNodeBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";
    private const string Path = "/flinkzk/default/jobs/orders/upgrade";

    [Fact]
    public async Task It_is_made_changed_and_replaced_by_another()
    {
        await using var client = await ConnectAsync();
        await using var held = await LockAsync(client);
        var node = new FencedNode(held, Path);
        Assert.Null(await node.ReadAsync(Stop));
        await node.WriteAsync("1"u8.ToArray(), Stop);
        await node.WriteAsync("2"u8.ToArray(), Stop);
        Assert.Equal("2", Encoding.UTF8.GetString((await node.ReadAsync(Stop))!));
        await node.ReplaceAsync("/flinkzk/default/jobs/orders/spec", "3"u8.ToArray(), Stop);
        Assert.Null(await node.ReadAsync(Stop));
        Assert.Equal("3", Encoding.UTF8.GetString((await client.GetDataAsync("/flinkzk/default/jobs/orders/spec", Stop)).Data!));
    }

    [Fact]
    public async Task Without_the_lock_nothing_is_written()
    {
        await using var client = await ConnectAsync();
        var held = await LockAsync(client);
        var node = new FencedNode(held, Path);
        await node.WriteAsync("1"u8.ToArray(), Stop);
        await client.DeleteAsync(held.Path, cancellationToken: Stop);
        Assert.Equal((ErrorCode.NoNode, 0), await Assert.ThrowsAsync<ZkMultiException>(() => node.WriteAsync("2"u8.ToArray(), Stop)) is { } refused ? (refused.Code, refused.FailedIndex) : default);
        await Assert.ThrowsAsync<ZkMultiException>(() => node.ReplaceAsync(null, null, Stop));
        Assert.Equal("1", Encoding.UTF8.GetString((await client.GetDataAsync(Path, Stop)).Data!));
    }

    [Fact]
    public async Task What_somebody_else_wrote_is_not_overwritten()
    {
        await using var client = await ConnectAsync();
        await using var held = await LockAsync(client);
        var node = new FencedNode(held, Path);
        await node.WriteAsync("1"u8.ToArray(), Stop);
        await client.SetDataAsync(Path, "x"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal(ErrorCode.BadVersion, (await Assert.ThrowsAsync<ZkMultiException>(() => node.WriteAsync("2"u8.ToArray(), Stop))).Code);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_has_happened_once()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var held = await LockAsync(client);
        var node = new FencedNode(held, Path);
        await node.WriteAsync("0"u8.ToArray(), Stop);
        for (var version = 1; version <= 3; version++)
        {
            proxy.LoseNextReply();
            await node.WriteAsync(Encoding.UTF8.GetBytes($"{version}"), Stop);
            var now = await client.GetDataAsync(Path, Stop);
            Assert.Equal(($"{version}", version), (Encoding.UTF8.GetString(now.Data!), now.Stat.Version));
        }
        proxy.LoseNextReply();
        await node.ReplaceAsync(null, null, Stop);
        Assert.Null(await client.ExistsAsync(Path, Stop));
    }

    private static Task<Ownership> LockAsync(ZkClient client) => new DistributedLock(client, Queue).AcquireAsync(LockHolder.Current("test"), Stop);
}
