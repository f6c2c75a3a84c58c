namespace FlinkZk.Benchmarks;

/// <summary>getData of 1 KiB, 512 on the way, one session: our server and Apache's, each in a process of its own.</summary>
internal sealed class PipelinedReads : IBenchmark
{
    private const int Depth = 512;

    public string Name => "getData, 1 KiB, depth 512";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var embedded = await ServerProcess.StartAsync();
        var ours = await MeasureAsync(embedded.ConnectionString, 300_000);
        var results = new List<Result> { new($"{Name}, embedded server", "k op/s", ours, ">= 200") };
        if (await Apache.TryStartAsync() is { } apache)
            await using (apache)
            {
                var theirs = await MeasureAsync(apache.ConnectionString, 60_000);
                results.Add(new($"{Name}, Apache's server", "k op/s", theirs));
                results.Add(new($"{Name}, ratio", "x", [ours.Order().ElementAt(2) / theirs.Order().ElementAt(2)], ">= 8"));
            }
        return results;
    }

    private static async Task<double[]> MeasureAsync(string connectionString, int count)
    {
        await using var client = await Load.ConnectAsync(connectionString);
        await client.CreateAsync("/reads", new byte[1024]);
        return await Load.ThousandsPerSecondAsync(2, 5, count, Depth, _ => client.GetDataAsync("/reads"));
    }
}
