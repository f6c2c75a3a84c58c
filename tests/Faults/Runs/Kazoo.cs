using System.ComponentModel;
using System.Diagnostics;

namespace FlinkZk.Faults.Runs;

/// <summary>The Python client, for writers that are not ours.</summary>
internal static class Kazoo
{
    /// <summary>Why there may be none.</summary>
    public const string SkipReason = "No Python with kazoo found. Install Debian's package python3-kazoo.";

    private static readonly Lazy<string?> Found = new(() => Candidates.FirstOrDefault(Imports));

    /// <summary>A Python that can import kazoo; null if none can.</summary>
    public static string? Python => Found.Value;

    public static string Script => Path.Combine(AppContext.BaseDirectory, "Scripts", "contend.py");

    // Debian's own Python first: the one on the path may be another, which does not see Debian's packages.
    private static IEnumerable<string> Candidates => ["/usr/bin/python3", "python3"];

    private static bool Imports(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import kazoo"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
