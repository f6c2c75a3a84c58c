using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Deploy;

/// <summary>A Java virtual machine.</summary>
/// <param name="Command">Its program.</param>
/// <param name="Version">Its feature version: 8, 11, 17.</param>
internal sealed partial record JavaRuntime(string Command, int Version)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The one of a folder, else that of JAVA_HOME, else the first on the path.</summary>
    /// <exception cref="DeployException">There is none, or it is too old for the Flink.</exception>
    public static async Task<JavaRuntime> FindAsync(string? home, FlinkInstallation flink, CancellationToken cancellationToken)
    {
        var (command, where) = Locate(home);
        var said = (await RunAsync(command, ["-version"], where, cancellationToken).ConfigureAwait(false)).Errors;
        var match = VersionText().Match(said);
        if (!match.Success)
            throw new DeployException(DeployProblem.NoJava, $"{where} does not say a version of Java.");
        // 1.8.0_402 is Java 8.
        var version = int.Parse(match.Groups[1].Value is "1" ? match.Groups[2].Value : match.Groups[1].Value, CultureInfo.InvariantCulture);
        return version >= flink.OldestJava ? new(command, version)
            : throw new DeployException(DeployProblem.OldJava, string.Create(CultureInfo.InvariantCulture, $"{where} is Java {version}, and Flink {flink.Version} needs Java {flink.OldestJava} or later."));
    }

    /// <summary>Runs a program of Java to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        await RunAsync(Command, arguments, Command, cancellationToken).ConfigureAwait(false);

    private static (string Command, string Where) Locate(string? home)
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        if (home is not null)
            return (Path.Combine(home, "bin", name), $"The Java in '{home}'");
        if (Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } variable)
            return (Path.Combine(variable, "bin", name), $"The Java of JAVA_HOME ('{variable}')");
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return onPath is null ? throw new DeployException(DeployProblem.NoJava, "There is no Java: JAVA_HOME is not set, and no java is on the path.") : (onPath, $"The Java on the path ('{onPath}')");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string command, IEnumerable<string> arguments, string where, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, CreateNoWindow = true })!;
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
                var errors = process.StandardError.ReadToEndAsync(deadline.Token);
                await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
                return (process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            throw new DeployException(DeployProblem.NoJava, $"{where} does not start: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeployException(DeployProblem.NoJava, $"{where} did not end in {Deadline.TotalSeconds:0} s.", e);
        }
    }

    [GeneratedRegex(@"version ""(\d+)(?:\.(\d+))?")]
    private static partial Regex VersionText();
}
