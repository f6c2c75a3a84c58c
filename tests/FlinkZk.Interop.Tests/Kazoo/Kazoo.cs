using System.Diagnostics;

namespace FlinkZk.Interop.Tests;

/// <summary>The Python client: which Python has it, and running a script with it.</summary>
internal static class Kazoo
{
    /// <summary>Why there may be none.</summary>
    public const string SkipReason = "No Python with kazoo found. Install Debian's package python3-kazoo.";

    private static readonly Lazy<string?> Found = new(() => Candidates.FirstOrDefault(Imports));

    /// <summary>A Python that can import kazoo; null if none can.</summary>
    public static string? Python => Found.Value;

    // Debian's own Python first: the one on the path may be another, which does not see Debian's packages.
    private static IEnumerable<string> Candidates => ["/usr/bin/python3", "python3"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Kazoo", "Scripts");

    public static async Task<Transcript> RunAsync(string script, int port, params string[] arguments)
    {
        string[] all = ["-B", Path.Combine(Folder, script + ".py"), $"127.0.0.1:{port}", .. arguments];
        var (exitCode, text) = await ForeignProcess.RunAsync(Python!, all);
        return Transcript.Of(text, exitCode);
    }

    private static bool Imports(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import kazoo"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
