using System.Text.Json;

namespace FlinkZk.Pester.Tests;

/// <summary>What a Pester file has shown: each <c>It</c>, and whatever kept one of them from running.</summary>
internal sealed record PesterFile(string Path)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private static readonly string Folder = System.IO.Path.Combine(RealPwsh.Checkout, "tests", "Pester");

    public static IEnumerable<PesterFile> All => Directory.EnumerateFiles(Folder, "*.Tests.ps1").Order(StringComparer.Ordinal).Select(path => new PesterFile(path));

    private string Name => System.IO.Path.GetFileName(Path)[..^".Tests.ps1".Length];

    /// <summary>Runs the file in a process of its own. A process that breaks down is a row that failed.</summary>
    public async Task<IReadOnlyList<PesterRow>> RunAsync()
    {
        var results = System.IO.Path.GetTempFileName();
        try
        {
            var run = await RealPwsh.RunAsync(Timeout, null, "-File", System.IO.Path.Combine(Folder, "Invoke-PesterFile.ps1"),
                "-Path", Path, "-Pester", RealPwsh.Metadata("PesterManifest"), "-ModulePath", RealPwsh.ModulePath, "-ResultPath", results);
            PesterRow[] rows = [.. (await File.ReadAllLinesAsync(results)).Select(line => JsonSerializer.Deserialize<PesterRow>(line)! with { File = Name })];
            return run.ExitCode == 0 && rows.Length > 0 ? rows : [.. rows, new(Name, "the file runs to its end", "Failed", $"Exit code {run.ExitCode}, {rows.Length} rows.\n{run.Output}")];
        }
        finally
        {
            File.Delete(results);
        }
    }
}
