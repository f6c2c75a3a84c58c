using System.Diagnostics;
using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Benchmarks;

/// <summary>A million nodes of 100 B, a thousand below each parent: the server's memory, and its restart from what lies on the disk.</summary>
internal sealed class MillionNodes : IBenchmark
{
    private const int Parents = 1_000;
    private const int Children = 1_000;

    public string Name => "1 000 000 nodes of 100 B";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-bench-").FullName;
        try
        {
            double memory;
            await using (var server = await ServerProcess.StartAsync(folder))
            {
                await FillAsync(server.ConnectionString);
                memory = server.Memory / 1e6;
            }
            var start = Stopwatch.GetTimestamp();
            await using var again = await ServerProcess.StartAsync(folder);
            var restart = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await using var client = await Load.ConnectAsync(again.ConnectionString);
            if (await client.CountDescendantsAsync("/m") != Parents * (Children + 1))
                throw new InvalidOperationException("Nodes are missing after the restart.");
            return
            [
                new($"{Name}, resident after filling", "MB", [memory], "<= 400"),
                new($"{Name}, resident after the restart", "MB", [again.Memory / 1e6], "<= 400"),
                new($"{Name}, restart until it listens (process start included)", "s", [restart], "<= 3"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string connectionString)
    {
        await using var client = await Load.ConnectAsync(connectionString);
        await client.CreateAsync("/m");
        await Load.PipelinedAsync(Parents, 256, i => client.CreateAsync(Path(i)));
        var data = new byte[100];
        await Load.PipelinedAsync(Parents * Children, 1024, i => client.CreateAsync(string.Create(CultureInfo.InvariantCulture, $"{Path(i / Children)}/n{i % Children:d4}"), data, CreateMode.Persistent));
    }

    private static string Path(int parent) => string.Create(CultureInfo.InvariantCulture, $"/m/p{parent:d4}");
}
