using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Coordination.Tests;

/// <summary>A lock whose contenders' connections fail by a schedule.</summary>
public abstract class FaultBehaviour(TestServer server) : ServerTests(server)
{
    private const string Queue = "/flinkzk/default/locks/orders";
    private const string Counter = "/counter";
    private int _inside;
    private int _acknowledged;
    private int _inDoubt;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_random_schedule_of_faults_gives_a_lock_one_owner_at_a_time_and_loses_no_fenced_write(int seed)
    {
        await using var proxy = Server.NewProxy();
        await using var calm = await ConnectAsync();
        await using var first = await ConnectAsync(proxy);
        await using var second = await ConnectAsync(proxy);
        await calm.CreateAsync(Counter, "0 0"u8.ToArray(), cancellationToken: Stop);
        using var enough = new CancellationTokenSource();
        var working = Task.WhenAll(((ZkClient[])[calm, first, first, second]).Select(client => WorkAsync(client, enough.Token)));

        var random = new Random(seed);
        for (var i = 0; i < 10; i++)
        {
            var then = Volatile.Read(ref _acknowledged);
            await NetworkFault.All[random.Next(NetworkFault.All.Count)].StrikeAsync(proxy, Stop);
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref _acknowledged) > then), $"the lock goes round after fault {i} of seed {seed}");
        }
        await enough.CancelAsync();
        await working;

        var (value, _, _) = await ReadAsync(calm);
        Assert.InRange(value, _acknowledged, _acknowledged + _inDoubt);
        await UntilAsync(async () => (await calm.GetChildrenAsync(Queue, Stop)).Names.Count == 0, "no node is left in the queue");
    }

    private async Task WorkAsync(ZkClient client, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await using var own = await new DistributedLock(client, Queue).AcquireAsync(LockHolder.Current("test"), Stop);
            Assert.Equal(1, Interlocked.Increment(ref _inside));
            try
            {
                await CountAsync(client, own);
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
                // The read, or the write.
            }
            Interlocked.Decrement(ref _inside);
        }
    }

    private async Task CountAsync(ZkClient client, Ownership own)
    {
        var (value, token, version) = await ReadAsync(client);
        Assert.True(token < own.Token, $"an owner with token {token} wrote before the one with {own.Token}");
        var next = string.Create(CultureInfo.InvariantCulture, $"{value + 1} {own.Token}");
        Interlocked.Increment(ref _inDoubt);
        try
        {
            await client.MultiAsync([own.Fence, ZkOperation.SetData(Counter, Encoding.ASCII.GetBytes(next), version)], Stop);
            Interlocked.Increment(ref _acknowledged);
        }
        catch (ZkException exception) when (exception.MayHaveHappened)
        {
            return;
        }
        Interlocked.Decrement(ref _inDoubt);
    }

    private static async Task<(int Value, long Token, int Version)> ReadAsync(ZkClient client)
    {
        var node = await client.GetDataAsync(Counter, Stop);
        var parts = Encoding.ASCII.GetString(node.Data!).Split(' ');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), node.Stat.Version);
    }
}
