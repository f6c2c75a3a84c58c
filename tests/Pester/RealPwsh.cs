using System.Diagnostics;
using System.Reflection;

namespace FlinkZk.Pester.Tests;

/// <summary>Runs the PowerShell that the checkout's tools pin, as a process of its own, and takes what it writes.</summary>
internal sealed record RealPwsh(int ExitCode, string Output)
{
    private static readonly Lazy<Task> Tools = new(() => RunAsync("dotnet", ["tool", "restore"], null, TimeSpan.FromMinutes(5)));

    /// <summary>The checkout that is tested.</summary>
    public static string Checkout { get; } = Metadata("Checkout");

    /// <summary>A folder in which the module's package lies, as it would be installed.</summary>
    public static string ModulePath { get; } = Metadata("TestModulePath");

    public static string Metadata(string key) => typeof(RealPwsh).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    /// <summary>Runs pwsh in the checkout, where the tools' manifest is found.</summary>
    public static async Task<RealPwsh> RunAsync(TimeSpan timeout, IReadOnlyDictionary<string, string?>? variables, params string[] arguments)
    {
        await Tools.Value;
        return await RunAsync("dotnet", ["pwsh", "-NoProfile", "-NonInteractive", .. arguments], variables, timeout);
    }

    /// <summary>Runs a program in the checkout to its end.</summary>
    public static async Task<RealPwsh> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? variables, TimeSpan timeout)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Checkout, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new(-1, $"{await output}{await errors}\n{program} did not end within {timeout}.");
        }
        return new(process.ExitCode, (await output + await errors).ReplaceLineEndings("\n"));
    }
}
