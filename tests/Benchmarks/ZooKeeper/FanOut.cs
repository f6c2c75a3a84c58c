using System.Diagnostics;
using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Benchmarks;

/// <summary>100 sessions with 1 000 persistent watches each, and one multi that changes 100 nodes which all of them watch: until the last of 10 000 events is there.</summary>
internal sealed class FanOut : IBenchmark
{
    private const int Sessions = 100;
    private const int Watches = 1_000;
    private const int Changed = 100;

    public string Name => "one multi to the last of 10 000 events";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var writer = await Load.ConnectAsync(server.ConnectionString);
        await writer.CreateAsync("/f");
        await Load.PipelinedAsync(Watches, 256, i => writer.CreateAsync(Node(i)));
        var arrived = new CountdownEvent(Sessions * Changed);
        var sessions = new List<ZkClient>();
        for (var s = 0; s < Sessions; s++)
        {
            var session = await Load.ConnectAsync(server.ConnectionString);
            sessions.Add(session);
            await Load.PipelinedAsync(Watches, 256, async i =>
            {
                var watch = await session.WatchAsync(Node(i), AddWatchMode.Persistent);
                _ = Task.Run(() => CountAsync(watch, arrived));
                return true;
            });
        }
        ZkOperation[] change = [.. Enumerable.Range(0, Changed).Select(i => ZkOperation.SetData(Node(i), [1]))];

        var samples = new List<double>();
        for (var run = 0; run < 12; run++)
        {
            arrived.Reset();
            var start = Stopwatch.GetTimestamp();
            await writer.MultiAsync(change);
            if (!arrived.Wait(TimeSpan.FromSeconds(30)))
                throw new TimeoutException($"{arrived.CurrentCount} events did not come.");
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        foreach (var session in sessions)
            await session.DisposeAsync();
        return [new(Name, "ms", samples[2..], "<= 50")];
    }

    private static async Task CountAsync(NodeWatch watch, CountdownEvent arrived)
    {
        await foreach (var change in watch.ReadAllAsync(CancellationToken.None))
            if (change.Type == WatchEventType.DataChanged)
                arrived.Signal();
    }

    private static string Node(int i) => string.Create(CultureInfo.InvariantCulture, $"/f/n{i}");
}
