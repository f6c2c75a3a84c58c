using System.Diagnostics;
using FlinkZk.Coordination;

namespace FlinkZk.Benchmarks;

/// <summary>A lock that is free, taken and given back; and one that ten contend for: from the call that gives it back until the next one holds it.</summary>
internal sealed class LockSpeed : IBenchmark
{
    private const string Queue = "/locks/orders";
    private const int Contenders = 10;
    private const int Rounds = 100;

    public string Name => "lock";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        var results = new List<Result>();
        await using (var embedded = await ServerProcess.StartAsync())
            results.AddRange(await MeasureAsync(embedded.ConnectionString, "embedded server", "<= 1000"));
        if (await Apache.TryStartAsync() is { } apache)
            await using (apache)
                results.AddRange(await MeasureAsync(apache.ConnectionString, "Apache's server"));
        return results;
    }

    private static async Task<IReadOnlyList<Result>> MeasureAsync(string connection, string server, string? bar = null)
    {
        await using var client = await Load.ConnectAsync(connection);
        var mutex = new DistributedLock(client, Queue);
        var holder = LockHolder.Current("benchmark");
        var alone = await Load.MicrosecondsAsync(1_000, async () => await (await mutex.AcquireAsync(holder)).ReleaseAsync());
        return [new($"lock: taken and given back, free, {server}", "us", alone), new($"lock: handed over among {Contenders} contenders, {server}", "us", await HandOverAsync(connection, holder), bar)];
    }

    private static async Task<double[]> HandOverAsync(string connection, LockHolder holder)
    {
        var samples = new List<double>();
        long releasing = 0;
        await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(async () =>
        {
            await using var client = await Load.ConnectAsync(connection);
            var mutex = new DistributedLock(client, Queue);
            for (var round = 0; round < Rounds; round++)
            {
                var own = await mutex.AcquireAsync(holder);
                // One holder at a time: the lock itself guards these two.
                if (Volatile.Read(ref releasing) is var since and not 0)
                    samples.Add(Stopwatch.GetElapsedTime(since).TotalMicroseconds);
                Volatile.Write(ref releasing, Stopwatch.GetTimestamp());
                await own.ReleaseAsync();
            }
        })));
        return [.. samples.Skip(Contenders)];
    }
}
