using System.Diagnostics;
using System.Globalization;

namespace FlinkZk.Benchmarks;

/// <summary>
/// Import of the package in a PowerShell that has just started, over one that does nothing: whole processes of the pwsh that the checkout's tools pin, in turns, so that
/// both see the same machine; by the clock, and by processor time, which a busy machine changes less. Beside them what the import alone takes, by PowerShell's own clock.
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
            var pwsh = FindPwsh();
            var file = Path.Combine(folder, "elapsed");
            List<double> over = [], processor = [], alone = [];
            // The first turn brings the files into the machine's memory.
            for (var turn = 0; turn <= Turns; turn++)
            {
                var empty = Run(pwsh, "", file);
                var imported = Run(pwsh, $"Import-Module '{folder}/FlinkZk.psd1'", file);
                if (turn == 0)
                    continue;
                over.Add(imported.Process - empty.Process);
                processor.Add(imported.Processor - empty.Processor);
                alone.Add(imported.Step - empty.Step);
            }
            return Task.FromResult<IReadOnlyList<Result>>(
            [
                new($"{Name} in a fresh pwsh, over an empty one", "ms", over, "<= 150"),
                new($"{Name} in a fresh pwsh, over an empty one, processor time", "ms", processor),
                new($"{Name} in a fresh pwsh, by its own clock", "ms", alone),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The tool itself: 'dotnet pwsh' looks for it first, and starts a process of its own.
    private static string FindPwsh()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.EnumerateFiles(Path.Combine(packages, "powershell"), "pwsh.dll", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == (OperatingSystem.IsWindows() ? "win" : "unix")).Order(StringComparer.Ordinal).Last();
    }

    // Milliseconds of the whole process, of its processors, and of the step by the clock.
    private static (double Process, double Processor, double Step) Run(string pwsh, string step, string file)
    {
        var script = $$"""
            $clock = [Diagnostics.Stopwatch]::StartNew(); {{step}}
            [IO.File]::WriteAllText('{{file}}', [string]::Join(' ', $clock.Elapsed.TotalMilliseconds, [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime.TotalMilliseconds))
            """;
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start("dotnet", [pwsh, "-NoProfile", "-NonInteractive", "-Command", script]);
        process.WaitForExit();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pwsh ended with exit code {process.ExitCode}: {script}");
        var said = File.ReadAllText(file).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return (elapsed, said[1], said[0]);
    }
}
