namespace FlinkZk.Benchmarks;

/// <summary>The main job, built: the whole process from start to exit.</summary>
internal sealed class MainJob : IBenchmark
{
    public string Name => "main job, built";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        var host = Measure.Milliseconds(1, 5, () => Command.Run(Checkout.Root, "dotnet", Checkout.Host, "examples/flights.ps1"));
        var run = Measure.Milliseconds(1, 5, () => Command.Run(Checkout.Root, "dotnet", "run", "--no-build", "-c", Configuration, "--project", "src/FlinkZk.Host", "--", "examples/flights.ps1"));
        return Task.FromResult<IReadOnlyList<Result>>(
        [
            new($"{Name} (the host alone)", "s", [.. host.Select(ms => ms / 1000)], "<= 1.5"),
            new($"{Name} (dotnet run --no-build)", "s", [.. run.Select(ms => ms / 1000)], "<= 3"),
        ]);
    }

    private static string Configuration => new DirectoryInfo(Checkout.Host).Parent!.Parent!.Name;
}
