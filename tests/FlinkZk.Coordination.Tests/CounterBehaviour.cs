using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>A number that many step, on whichever server.</summary>
public abstract class CounterBehaviour(TestServer server) : ServerTests(server)
{
    private const string Path = "/flinkzk/default/counters/orders";

    [Fact]
    public async Task Steps_of_several_at_once_are_each_made_once()
    {
        await using var first = await ConnectAsync();
        await using var second = await ConnectAsync();
        Assert.Null(await new DistributedCounter(first, Path).ReadAsync(Stop));
        var made = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => new DistributedCounter(i % 2 == 0 ? first : second, Path).StepAsync(1, Stop)));
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), made.Select(step => step.Value).Order());
        Assert.Equal(60, (await new DistributedCounter(first, Path).ReadAsync(Stop))!.Value);
        Assert.Equal(50, (await new DistributedCounter(second, Path).StepAsync(-10, Stop)).Value);
    }

    [Fact]
    public async Task A_step_whose_answer_was_lost_is_made_once()
    {
        await using var proxy = Server.NewProxy();
        await using var shaky = await ConnectAsync(proxy);
        await using var calm = await ConnectAsync();
        var (counter, other) = (new DistributedCounter(shaky, Path), new DistributedCounter(calm, Path));
        for (var i = 1; i <= 10; i++)
        {
            // The first of them makes the node.
            proxy.LoseNextReply();
            var step = counter.StepAsync(1, Stop);
            Assert.Equal(2 * i - 1, (await step).Value);
            Assert.Equal(2 * i, (await other.StepAsync(1, Stop)).Value);
        }
    }

    [Fact]
    public async Task A_random_schedule_of_faults_loses_no_step_and_makes_none_twice()
    {
        await using var proxy = Server.NewProxy();
        await using var calm = await ConnectAsync();
        await using var first = await ConnectAsync(proxy);
        await using var second = await ConnectAsync(proxy);
        using var enough = new CancellationTokenSource();
        var (made, open) = (0, 0);
        var working = Task.WhenAll(((ZkClient[])[calm, first, second]).Select(client => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    await new DistributedCounter(client, Path).StepAsync(1, Stop);
                    Interlocked.Increment(ref made);
                }
                catch (ZkException e) when (e.MayHaveHappened)
                {
                    Interlocked.Increment(ref open);
                }
            }
        })));
        var random = new Random(7);
        for (var i = 0; i < 6; i++)
        {
            var then = Volatile.Read(ref made);
            await NetworkFault.All[random.Next(NetworkFault.All.Count)].StrikeAsync(proxy, Stop);
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref made) > then), "the counter goes on");
        }
        await enough.CancelAsync();
        await working;
        Assert.InRange((await new DistributedCounter(calm, Path).ReadAsync(Stop))!.Value, made, made + open);
    }

    [Fact]
    public async Task Another_programs_number_is_stepped_and_anything_else_is_refused()
    {
        await using var client = await ConnectAsync();
        await NodeTree.EnsureAsync(client, Path, Stop);
        await client.SetDataAsync(Path, "41"u8.ToArray(), cancellationToken: Stop);
        var counter = new DistributedCounter(client, Path);
        Assert.Equal(42, (await counter.StepAsync(1, Stop)).Value);
        await client.SetDataAsync(Path, Encoding.UTF8.GetBytes(long.MaxValue.ToString(CultureInfo.InvariantCulture)), cancellationToken: Stop);
        await Assert.ThrowsAsync<OverflowException>(() => counter.StepAsync(1, Stop));
        await client.SetDataAsync(Path, "text"u8.ToArray(), cancellationToken: Stop);
        await Assert.ThrowsAsync<InvalidDataException>(() => counter.StepAsync(1, Stop));
        await Assert.ThrowsAsync<InvalidDataException>(() => counter.ReadAsync(Stop));
        Assert.Equal("text", Encoding.UTF8.GetString((await client.GetDataAsync(Path, Stop)).Data!));
    }

    [Fact]
    public async Task Who_gives_up_is_told_when_others_change_it_all_the_time()
    {
        await using var client = await ConnectAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DistributedCounter(client, Path).StepAsync(1, stop.Token));
        Assert.Null(await client.ExistsAsync(Path, Stop));
    }
}
