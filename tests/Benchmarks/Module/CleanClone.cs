namespace FlinkZk.Benchmarks;

/// <summary>The main job from a clean clone: restore, build and run by the README's command. NuGet's cache is the machine's own.</summary>
internal sealed class CleanClone : IBenchmark
{
    public string Name => "main job from a clean clone";

    public bool OptIn => true;

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        var samples = Measure.Milliseconds(0, 3, () =>
        {
            var folder = Directory.CreateTempSubdirectory("flinkzk-clone-").FullName;
            try
            {
                Command.Run(folder, "git", "clone", "--quiet", Checkout.Root, ".");
                Command.Run(folder, "dotnet", "run", "--project", "src/FlinkZk.Host", "--", "examples/flights.ps1");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return Task.FromResult<IReadOnlyList<Result>>([new(Name, "s", [.. samples.Select(ms => ms / 1000)], "<= 45")]);
    }
}
