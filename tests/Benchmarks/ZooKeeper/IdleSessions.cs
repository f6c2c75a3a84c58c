using FlinkZk.Client;

namespace FlinkZk.Benchmarks;

/// <summary>What 5 000 sessions cost that only keep their hearts beating: the server's share of one core over ten seconds, and memory.</summary>
internal sealed class IdleSessions : IBenchmark
{
    private const int Sessions = 5_000;

    public string Name => "5 000 idle sessions";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var server = await ServerProcess.StartAsync();
        var sessions = new List<ZkClient>();
        var empty = server.Memory;
        for (var i = 0; i < Sessions; i++)
            sessions.Add(await Load.ConnectAsync(server.ConnectionString));
        await Task.Delay(TimeSpan.FromSeconds(5)); // what connecting has left to do is not what idling costs
        var before = server.ProcessorTime;
        var window = TimeSpan.FromSeconds(10);
        await Task.Delay(window);
        var share = (server.ProcessorTime - before) / window * 100;
        var memory = (server.Memory - empty) / (double)Sessions / 1024;
        foreach (var chunk in sessions.Chunk(100))
            await Task.WhenAll(chunk.Select(session => session.DisposeAsync().AsTask()));
        return
        [
            new($"{Name} (30 s timeout), server's share of a core", "%", [share], "<= 5"),
            new($"{Name}, server's memory a session", "KiB", [memory]),
        ];
    }
}
