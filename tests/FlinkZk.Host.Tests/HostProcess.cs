using System.Diagnostics;
using System.Reflection;

namespace FlinkZk.Host.Tests;

/// <summary>Runs the host as a process and takes what it writes.</summary>
internal sealed record HostProcess(int ExitCode, string Output, string Errors)
{
    private static readonly string HostPath =
        typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "HostPath").Value!;

    /// <summary>Where the host lies.</summary>
    public static string Folder => Path.GetDirectoryName(HostPath)!;

    public static Task<HostProcess> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public static async Task<HostProcess> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    public static Process Start(params string[] arguments) => StartIn(Environment.CurrentDirectory, [], arguments);

    /// <summary>Starts the host in a folder, with environment variables beside those that there are.</summary>
    public static Process StartIn(string folder, IEnumerable<KeyValuePair<string, string>> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [HostPath, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<HostProcess> EndAsync(Process process)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new HostProcess(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }
}
