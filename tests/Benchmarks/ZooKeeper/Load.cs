using System.Diagnostics;
using FlinkZk.Client;

namespace FlinkZk.Benchmarks;

/// <summary>Requests in a pipeline of a given depth, and what they cost.</summary>
internal static class Load
{
    /// <summary>A session for measuring.</summary>
    public static ValueTask<ZkClient> ConnectAsync(string connectionString, TimeSpan? sessionTimeout = null) => ZkClient.ConnectAsync(new()
    {
        ConnectionString = ConnectionString.Parse(connectionString),
        SessionTimeout = sessionTimeout ?? TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(60),
        LearnServerVersion = false,
    });

    /// <summary>Keeps <paramref name="depth"/> requests on their way until <paramref name="count"/> are answered.</summary>
    public static async Task PipelinedAsync<T>(int count, int depth, Func<int, ValueTask<T>> request)
    {
        var pending = new Queue<ValueTask<T>>(depth);
        for (var i = 0; i < count; i++)
        {
            if (pending.Count == depth)
                await pending.Dequeue();
#pragma warning disable CA2012 // A pipeline keeps its waits; each is awaited once.
            pending.Enqueue(request(i));
#pragma warning restore CA2012
        }
        while (pending.TryDequeue(out var wait))
            await wait;
    }

    /// <summary>Thousands of operations a second of each counted run.</summary>
    public static async Task<double[]> ThousandsPerSecondAsync<T>(int warmUps, int runs, int count, int depth, Func<int, ValueTask<T>> request)
    {
        var samples = new List<double>();
        for (var run = 0; run < warmUps + runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await Task.Run(() => PipelinedAsync(count, depth, request));
            if (run >= warmUps)
                samples.Add(count / Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return [.. samples];
    }

    /// <summary>Bytes allocated an operation, by the whole process; the least of three runs.</summary>
    public static async Task<double> BytesAsync<T>(int count, int depth, Func<int, ValueTask<T>> request)
    {
        var least = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await Task.Run(() => PipelinedAsync(count, depth, request));
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)count);
        }
        return least;
    }

    /// <summary>Microseconds of each of <paramref name="count"/> steps, one at a time, after as many for warm-up.</summary>
    public static Task<double[]> MicrosecondsAsync(int count, Func<Task> step) => Task.Run(async () =>
    {
        var samples = new double[count];
        for (var i = -count; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await step();
            if (i >= 0)
                samples[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        return samples;
    });
}
