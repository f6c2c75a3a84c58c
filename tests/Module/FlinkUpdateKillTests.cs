using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>kill -9 of a process in the middle of Update-FlinkJob, at each of its steps; another one goes on, and nothing is done twice.</summary>
public sealed class FlinkUpdateKillTests : IDisposable
{
    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-kill-");

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("POST", "/stop", false, "new")]
    [InlineData("POST", "/stop", true, "new")]
    [InlineData("POST", "new.jar/run", false, "new")]
    [InlineData("POST", "new.jar/run", true, "new")]
    [InlineData("GET", "/exceptions?maxExceptions", true, "new")]
    [InlineData("PATCH", "?mode=cancel", true, "old")]
    [InlineData("POST", "old.jar/run", true, "old")]
    public async Task Another_process_goes_on(string method, string path, bool isCarriedOut, string name)
    {
        var orders = _flink.AddJob("orders");
        // One that never runs has to be cancelled.
        _flink.StartedState = jar => jar == "new.jar" && name == "old" ? "RESTARTING" : "RUNNING";
        var script = Write("update.ps1", """
            param($module, $server, $flink, $folder)
            Import-Module $module
            $null = Connect-Zk $server -SessionTimeout 2s
            $null = Connect-Flink $flink
            Set-Location $folder
            Update-FlinkJob orders new.jar -PreviousJar old.jar -StableFor 0s -StableTimeout 700ms -StartTimeout 2s
            """);
        Write("new.jar", "PK1");
        Write("old.jar", "PK0");
        var server = _session.One<string>("Set-Location $args[1]; $server = Start-ZkServer -MinSessionTimeout '1s'; $null = Connect-Zk $server; $null = Connect-Flink $args[0]; $server.ConnectionString", _flink.Address, _folder.FullName);
        using var process = Pwsh.Start(script, Repository.Manifest, server, _flink.Address.AbsoluteUri, _folder.FullName);
        _flink.Crash = async request =>
        {
            if (process.HasExited || request.Method != method || !request.Path.Contains(path, StringComparison.Ordinal))
                return null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return isCarriedOut;
        };
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode != 0 && output.Length == 0, output + await error);
        _flink.Revive();

        var update = _session.RunWithErrors("$update = Update-FlinkJob orders -LockTimeout 30s -WarningAction SilentlyContinue; $update").Output;
        var running = Assert.Single(_flink.Jobs, job => job.State is "RUNNING" or "RESTARTING");
        Assert.Equal((name, "RUNNING", Assert.Single(orders.Savepoints)), (running.Name, running.State, running.RestoredFrom));
        Assert.Equal(name == "new" ? 2 : 3, _flink.Jobs.Count);
        Assert.Equal(running.Id, _session.One<string>("$update.JobId"));
        Assert.Single(update);
        Assert.False(_session.One<bool>("Test-ZkNode /flinkzk/default/jobs/orders/upgrade"));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
