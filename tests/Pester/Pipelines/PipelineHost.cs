using System.Diagnostics;

namespace FlinkZk.Pester.Tests.Pipelines;

/// <summary>
/// Stands in for what runs pipelines: a machine with PowerShell and nothing else, a repository that has the module, and a ZooKeeper in another process.
/// </summary>
public sealed class PipelineHost : IAsyncLifetime
{
    /// <summary>The repository's name in place of the gallery's, which is not reached from here.</summary>
    public const string Repository = "Local";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-pipelines-");
    private Process? _server;
    private string _pwsh = "";

    /// <summary>Where the ZooKeeper listens.</summary>
    public string Connect { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var found = await RealPwsh.RunAsync(Timeout, null, "-Command", "[Environment]::GetCommandLineArgs()[0]");
        _pwsh = found.Output.Trim();
        Assert.True(File.Exists(_pwsh), found.Output);
        var package = Directory.GetDirectories(Path.Combine(RealPwsh.ModulePath, "FlinkZk")).Single();
        var feed = Path.Combine(_folder.FullName, "feed");
        await PassAsync($"$null = ./tools/Publish-ToFolder.ps1 '{package}' '{feed}'; Register-PSResourceRepository -Name {Repository} -Uri '{feed}'");

        var start = new ProcessStartInfo("dotnet", [_pwsh, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{package}/FlinkZk.psd1'; (Start-ZkServer).ConnectionString; $null = [Console]::In.ReadLine()"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _server = Process.Start(start)!;
        Connect = await _server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.StandardInput.Close();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    /// <summary>Runs a step as the hosts do: its text in a file, dot-sourced by a pwsh that stops at errors, in the checkout.</summary>
    internal async Task<RealPwsh> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():n}.ps1");
        await File.WriteAllTextAsync(file, $"$ErrorActionPreference = 'Stop'\n$ProgressPreference = 'SilentlyContinue'\n{script}\n");
        var environment = new Dictionary<string, string?> { ["HOME"] = _folder.FullName, ["PSModulePath"] = null, ["XDG_DATA_HOME"] = null, ["XDG_CONFIG_HOME"] = null, ["XDG_CACHE_HOME"] = null, ["TF_BUILD"] = null, ["GITHUB_ACTIONS"] = null };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return await RealPwsh.RunAsync("dotnet", [_pwsh, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", $". '{file}'"], environment, Timeout);
    }

    /// <summary>Runs a script that must succeed, and gives what it wrote.</summary>
    internal async Task<string> PassAsync(string script, params (string Name, string Value)[] variables)
    {
        var run = await RunAsync(script, variables);
        Assert.True(run.ExitCode == 0, $"{script}\n{run.Output}");
        return run.Output;
    }
}
