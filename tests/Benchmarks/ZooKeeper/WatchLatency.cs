using FlinkZk.Wire;

namespace FlinkZk.Benchmarks;

/// <summary>From setData in one session to the event in another, both in this process, the server in its own.</summary>
internal sealed class WatchLatency : IBenchmark
{
    public string Name => "set in one session to event in another";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var embedded = await ServerProcess.StartAsync();
        await using var writer = await Load.ConnectAsync(embedded.ConnectionString);
        await using var reader = await Load.ConnectAsync(embedded.ConnectionString);
        await writer.CreateAsync("/watched");
        await using var watch = await reader.WatchAsync("/watched", AddWatchMode.Persistent);
        await using var events = watch.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        var samples = await Load.MicrosecondsAsync(3_000, async () =>
        {
            var set = writer.SetDataAsync("/watched", [1]);
            while (await events.MoveNextAsync() && events.Current.Type != WatchEventType.DataChanged)
            {
            }
            await set;
        });
        return [new(Name, "us", samples, "<= 150")];
    }
}
