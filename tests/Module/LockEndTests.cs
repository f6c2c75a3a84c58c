using System.Diagnostics;

namespace FlinkZk.Module.Tests;

/// <summary>When a process that holds a lock ends, the lock is free at once, not only after the session timeout.</summary>
public sealed class LockEndTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-end-");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("$null = Lock-FlinkJob j; 'ready'; Start-Sleep 100", "TERM")]
    [InlineData("Lock-FlinkJob j { 'ready'; Start-Sleep 100 }", "TERM")]
    [InlineData("Lock-FlinkJob j { 'ready'; while ($true) { } }", "TERM")]
    [InlineData("Lock-FlinkJob j { 'ready'; Start-Sleep 100 }", "INT")]
    [InlineData("$null = Lock-FlinkJob j; 'ready'; exit 3", null)]
    [InlineData("$null = Lock-FlinkJob j; 'ready'; throw 'x'", null)]
    [InlineData("Lock-FlinkJob j { 'ready'; exit 3 }", null)]
    public async Task The_lock_of_a_process_that_ends_is_free_within_two_seconds(string script, string? signal)
    {
        var file = Path.Combine(_folder.FullName, "hold.ps1");
        // A long session timeout: were it left to that, the lock would not be free in time. The process's own id, for the tool starts another.
        await File.WriteAllTextAsync(file, $"Import-Module '{Repository.Manifest}'; $null = Connect-Zk $args[0] -SessionTimeout 30s; $PID\n{script}\n", TestContext.Current.CancellationToken);
        using var process = Pwsh.Start(file, _session.One<string>("(Get-ZkSession).ConnectionString"));
        var pid = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        if (signal is not null)
            Process.Start("kill", [$"-{signal}", pid!]).Dispose();
        await Wait.UntilAsync(() => _session.Run("Get-FlinkJobLock j").Count == 0, "The lock is still held.");
        TestContext.Current.SendDiagnosticMessage($"{script} {signal}: free after {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(signal is null ? 10 : 5), $"It took {clock.Elapsed.TotalMilliseconds:0} ms.");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
