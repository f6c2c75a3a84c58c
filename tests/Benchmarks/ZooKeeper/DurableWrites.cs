namespace FlinkZk.Benchmarks;

/// <summary>setData of 1 KiB that is on the disk when it is acknowledged, 512 on the way. Apache's server has its usual forceSync.</summary>
internal sealed class DurableWrites : IBenchmark
{
    private const int Depth = 512;

    public string Name => "durable setData, 1 KiB, depth 512";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-bench-").FullName;
        try
        {
            await using var embedded = await ServerProcess.StartAsync(folder);
            var ours = await MeasureAsync(embedded.ConnectionString, 100_000);
            var results = new List<Result> { new($"{Name}, embedded server", "k op/s", ours, ">= 50") };
            if (await Apache.TryStartAsync() is { } apache)
                await using (apache)
                {
                    var theirs = await MeasureAsync(apache.ConnectionString, 40_000);
                    results.Add(new($"{Name}, Apache's server", "k op/s", theirs));
                    results.Add(new($"{Name}, ratio", "x", [ours.Order().ElementAt(2) / theirs.Order().ElementAt(2)], ">= 2"));
                }
            return results;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double[]> MeasureAsync(string connectionString, int count)
    {
        await using var client = await Load.ConnectAsync(connectionString);
        var data = new byte[1024];
        await client.CreateAsync("/writes", data);
        return await Load.ThousandsPerSecondAsync(1, 5, count, Depth, _ => client.SetDataAsync("/writes", data));
    }
}
