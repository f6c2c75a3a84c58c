namespace FlinkZk.Benchmarks;

/// <summary>One request at a time over loopback.</summary>
internal sealed class RoundTrip : IBenchmark
{
    private const int Count = 5_000;

    public string Name => "one getData at a time, 1 KiB";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var embedded = await ServerProcess.StartAsync();
        var results = new List<Result> { new($"{Name}, embedded server", "us", await MeasureAsync(embedded.ConnectionString), "<= 60") };
        if (await Apache.TryStartAsync() is { } apache)
            await using (apache)
                results.Add(new($"{Name}, Apache's server", "us", await MeasureAsync(apache.ConnectionString)));
        return results;
    }

    private static async Task<double[]> MeasureAsync(string connectionString)
    {
        await using var client = await Load.ConnectAsync(connectionString);
        await client.CreateAsync("/one", new byte[1024]);
        return await Load.MicrosecondsAsync(Count, async () => await client.GetDataAsync("/one"));
    }
}
