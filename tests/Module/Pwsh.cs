using System.Diagnostics;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>A real pwsh, in a process of its own: for exit codes, signals and what reaches the terminal.</summary>
internal static class Pwsh
{
    private static readonly Lazy<int> Restored = new(() => Run("tool", "restore").ExitCode);

    /// <summary>Runs a script file to its end.</summary>
    public static (int ExitCode, string Output, string Error) File(string path, params string[] arguments)
    {
        Assert.Equal(0, Restored.Value);
        return Run(["pwsh", "-NoProfile", "-NonInteractive", "-File", path, .. arguments]);
    }

    /// <summary>Starts a script file.</summary>
    public static Process Start(string path, params string[] arguments)
    {
        Assert.Equal(0, Restored.Value);
        return Launch(["pwsh", "-NoProfile", "-NonInteractive", "-File", path, .. arguments]);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Launch(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static Process Launch(string[] arguments)
    {
        Signals.Heed();
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
