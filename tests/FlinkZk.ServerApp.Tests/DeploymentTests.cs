using System.Diagnostics;
using System.Text.RegularExpressions;
using FlinkZk.Testing;

namespace FlinkZk.ServerApp.Tests;

/// <summary>What is published runs where little is allowed, and the samples that deploy it are in order.</summary>
public sealed class DeploymentTests : IDisposable
{
    private const string Nobody = "65534";

    // All is read-only but the data, and the process has no rights.
    private const string Confined = """
        mount --make-rprivate / && mount --bind "$1" "$1" && mount -o remount,bind,ro / || exit 99
        exec setpriv --reuid=65534 --regid=65534 --clear-groups dotnet "$2" --port 0 --data "$1"
        """;

    private static readonly string Samples = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "examples", "server"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-deploy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_runs_without_rights_on_a_read_only_file_system_but_for_its_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mount namespaces are Linux's.");
        var probe = await RunAsync("unshare", "-m", "setpriv", "--reuid=" + Nobody, "--regid=" + Nobody, "--clear-groups", "dotnet", "--list-runtimes");
        Assert.SkipUnless(probe.ExitCode == 0, $"It takes root, unshare and setpriv: {probe.Errors}");
        var (app, data) = (Path.Combine(_folder.FullName, "app"), Path.Combine(_folder.FullName, "data"));
        Directory.CreateDirectory(data);
        // A node that outlives its build would keep the pipe to here open.
        var published = await RunAsync("dotnet", "publish", ServerProcess.Project, "-c", ServerProcess.Configuration, "--no-build", "-o", app, "--nologo", "-v", "quiet", "-nodeReuse:false");
        Assert.True(published.ExitCode == 0, published.Output);
        // A folder for tests is closed to others.
        Assert.Equal(0, (await RunAsync("chmod", "755", _folder.FullName)).ExitCode);
        Assert.Equal(0, (await RunAsync("chown", Nobody, data)).ExitCode);

        using var process = Start("unshare", "-m", "sh", "-c", Confined, "sh", data, Path.Combine(app, "flinkzk-server.dll"));
        string? line;
        do
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is not null && !line.Contains("Listening on", StringComparison.Ordinal));
        if (line is not null)
            Signals.Send(process, Signals.Terminate);
        var run = await ProgramRun.EndAsync(process, TestContext.Current.CancellationToken);
        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(data, "log.00000001")));
    }

    [Fact]
    public async Task Systemd_takes_the_unit()
    {
        var unit = await File.ReadAllTextAsync(Path.Combine(Samples, "flinkzk-server.service"), TestContext.Current.CancellationToken);
        // What it starts is not installed here; that the file is there is all that systemd looks for.
        var copy = Path.Combine(_folder.FullName, "flinkzk-server.service");
        await File.WriteAllTextAsync(copy, unit.Replace("/opt/flinkzk-server/flinkzk-server", "/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed.");
        var run = await RunAsync("systemd-analyze", "verify", copy);
        Assert.Equal((0, ""), (run.ExitCode, run.Output + run.Errors));
    }

    [Fact]
    public async Task The_samples_start_it_with_options_that_there_are()
    {
        var help = (await ServerProcess.RunAsync("--help")).Output;
        var used = Directory.EnumerateFiles(Samples, "*").Where(file => !file.EndsWith("compose.yaml", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).Where(line => line.StartsWith("ExecStart", StringComparison.Ordinal) || line.StartsWith("CMD", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, "--[a-z-]+")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["--address", "--data", "--log-format", "--port"], used.Order(StringComparer.Ordinal));
        Assert.All(used, option => Assert.Contains($"  {option} ", help, StringComparison.Ordinal));
    }

    private static async Task<ProgramRun> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            return await ProgramRun.EndAsync(process, TestContext.Current.CancellationToken);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new(127, "", e.Message);
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
