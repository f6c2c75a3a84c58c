using System.Globalization;

namespace FlinkZk.Benchmarks;

/// <summary>
/// Import of the package in a PowerShell that has just started, over one that does nothing: whole processes of the pwsh that the checkout's tools pin, in turns, so that
/// both see the same machine. Beside it what the import alone takes, by PowerShell's own clock.
/// </summary>
internal sealed class ImportModule : IBenchmark
{
    private const int Turns = 10;
    private static readonly string Configuration = new DirectoryInfo(Checkout.Host).Parent!.Parent!.Name;

    public string Name => "import of the package";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-import-").FullName;
        try
        {
            Command.Run(Checkout.Root, "dotnet", "tool", "restore");
            Command.Run(Checkout.Root, "dotnet", "build", "src/FlinkZk", "-c", Configuration, "--nologo", "-v", "quiet", "-t:PackageModule", $"-p:PackageFolder={folder}/");
            var file = Path.Combine(folder, "elapsed");
            var import = $"$clock = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{folder}/FlinkZk.psd1'; [IO.File]::WriteAllText('{file}', $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))";
            List<double> over = [], alone = [];
            // The first turn brings the files into the machine's memory.
            for (var turn = 0; turn <= Turns; turn++)
            {
                var empty = Time("$null = 1");
                var imported = Time(import);
                if (turn == 0)
                    continue;
                over.Add(imported - empty);
                alone.Add(double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            }
            return Task.FromResult<IReadOnlyList<Result>>([new($"{Name} in a fresh pwsh, over an empty one", "ms", over, "<= 150"), new($"{Name} in a fresh pwsh, by its own clock", "ms", alone)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Time(string script) => Measure.Milliseconds(0, 1, () => Command.Run(Checkout.Root, "dotnet", "pwsh", "-NoProfile", "-NonInteractive", "-Command", script))[0];
}
