using System.Diagnostics;
using FlinkZk.Testing;

namespace FlinkZk.Client.Tests;

/// <summary>What the whole process allocates is measured: nothing else may run.</summary>
[CollectionDefinition(nameof(Speed), DisableParallelization = true)]
public sealed class Undisturbed;

/// <summary>The client alone, against a server that answers constants. Allocation is asserted; throughput is only printed.</summary>
[Collection(nameof(Speed))]
public sealed class Speed(ITestOutputHelper output) : ScriptedBehaviour
{
    private const int Depth = 512;
    private const int Count = 200_000;

    // Beside others' work the machine wakes waits one by one, and each wake takes an object in a debug build: what counts is what an undisturbed round takes.
    private const int MostRounds = 25;
    private static readonly byte[] Data = new byte[100];

    [Theory]
    [InlineData("exists", 512, 16)]
    [InlineData("setData", 512, 16)]
    [InlineData("getData", 512, 16 + 1024 + 24)]
    [InlineData("exists", 1, 16)]
    public async Task An_operation_allocates_next_to_nothing(string operation, int depth, int bar)
    {
#if DEBUG
        Assert.SkipWhen(depth == 1, "In a debug build the state machines of asynchronous methods are objects; run with -c Release.");
#endif
        using var responder = new ConstantResponder();
        await using var client = await ZkClient.ConnectAsync(Options(responder.ConnectionString), Cancel);
        Func<ZkClient, Task> run = (operation, depth) switch
        {
            (_, 1) => client => OneByOneAsync(client, Count / 10),
            ("exists", _) => client => PipelinedAsync(() => client.ExistsAsync("/some/path"), Count),
            ("setData", _) => client => PipelinedAsync(() => client.SetDataAsync("/some/path", Data), Count),
            _ => client => PipelinedAsync(() => client.GetDataAsync("/some/path"), Count),
        };
        var count = depth == 1 ? Count / 10 : Count;
        // On the pool: the test framework's synchronization context would be measured, too.
        await Task.Run(() => run(client), Cancel);

        var (best, rate) = (double.MaxValue, 0.0);
        for (var round = 0; round < 5 || best > bar && round < MostRounds; round++)
        {
            var (bytes, began) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            await Task.Run(() => run(client), Cancel);
            var elapsed = Stopwatch.GetElapsedTime(began);
            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)count);
            rate = Math.Max(rate, count / elapsed.TotalSeconds);
        }
        output.WriteLine($"{operation}, depth {depth}: {rate / 1000:N0} k op/s, {best:N2} B/op");
        Assert.True(best <= bar, $"{best:N2} bytes an operation");
    }

    private static async Task PipelinedAsync<T>(Func<ValueTask<T>> next, int count)
    {
        var pending = new Queue<ValueTask<T>>(Depth);
        for (var i = 0; i < count; i++)
        {
            if (pending.Count == Depth)
                await pending.Dequeue();
#pragma warning disable CA2012 // A pipeline keeps its waits; each is awaited once.
            pending.Enqueue(next());
#pragma warning restore CA2012
        }
        while (pending.TryDequeue(out var task))
            await task;
    }

    private static async Task OneByOneAsync(ZkClient client, int count)
    {
        for (var i = 0; i < count; i++)
            await client.ExistsAsync("/some/path");
    }
}
