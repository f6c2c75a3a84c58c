using System.Globalization;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Ctrl+C ends every wait within half a second and leaves nothing behind.</summary>
public sealed class StopTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("'ready'; Connect-Zk 127.0.0.1:1 -Timeout 1m")]
    [InlineData("Watch-ZkNode / -Recurse")]
    [InlineData("$null = Lock-FlinkJob held; $null = Connect-Zk (Get-ZkSession).ConnectionString; 'ready'; Lock-FlinkJob held -Timeout 1m")]
    [InlineData("Lock-FlinkJob job { 'ready'; while ($true) { } }")]
    [InlineData("Lock-FlinkJob job { 'ready'; Start-Sleep 20 }")]
    // The program itself says that it runs: PowerShell does not stop one that it is just about to start, in a plain & { } neither.
    [InlineData("try { Lock-FlinkJob job { Lock-FlinkJob other { sh -c 'echo ready; exec sleep 20' } } } catch { }")]
    [InlineData("$null = Lock-FlinkJob held; $null = Connect-Zk (Get-ZkSession).ConnectionString; 'ready'; Lock-FlinkJob free, held -Timeout 1m")]
    [InlineData("'ready'; Wait-ZkNode /none")]
    [InlineData("'ready'; Wait-ZkNode /none -Timeout 1m -MinChildCount 3")]
    [InlineData("'ready'; Get-FlinkLeader default -Wait")]
    [InlineData("Get-FlinkLeader default -Watch")]
    [InlineData("Watch-FlinkJobLock orders")]
    [InlineData("$null = Lock-FlinkJob held -Count 1; $null = Connect-Zk (Get-ZkSession).ConnectionString; 'ready'; Lock-FlinkJob held -Shared -Timeout 1m")]
    [InlineData("1..2 | ForEach-Object { $null = Lock-FlinkJob held -Count 2; $null = Connect-Zk (Get-ZkSession | Select-Object -First 1).ConnectionString }; 'ready'; Lock-FlinkJob held -Count 2 -Timeout 1m")]
    [InlineData("Invoke-ZkTransaction { 'ready'; Start-Sleep 20 }")]
    [InlineData("'ready'; while ($true) { $null = New-ZkNode /s- -Sequential }")]
    [InlineData("'ready'; Test-ZkServer 10.255.255.1:2181 -Timeout 1m")]
    [InlineData("'ready'; & { while ($true) { @{ n = 1 } } } | Start-FlinkStream -Where { $_.n -eq 2 }")]
    [InlineData("& { while ($true) { @{ n = 1 } } } | Start-FlinkStream -Where { $_.n -eq 1 }")]
    [InlineData("'ready'; New-FlinkStream s | Add-FlinkSource -Generator { @{ n = $_ } } | Add-FlinkSource -Generator { @{ n = $_ } } -Name other | Add-FlinkFilter { $_.n -lt 0 } | Start-FlinkStream")]
    [InlineData("'ready'; New-FlinkStream s | Add-FlinkSource -Generator { Start-Sleep 20 } | Add-FlinkMap { $_ } | Start-FlinkStream")]
    public async Task Stop_ends_it_within_half_a_second(string script)
    {
        using var shell = _session.Shell(script);
        var output = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke<PSObject, PSObject>(input: Nothing(), output);
        await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
        await StopClock.StopsInTimeAsync(shell);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public async Task Stop_ends_a_stream_that_waits_for_somebody_who_writes_to_its_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Named pipes in the file system are Unix's.");
        var folder = Directory.CreateTempSubdirectory("flinkzk-stop-");
        var pipe = Path.Combine(folder.FullName, "pipe");
        try
        {
            System.Diagnostics.Process.Start("mkfifo", pipe)!.WaitForExit();
            using var shell = _session.Shell("'ready'; Start-FlinkStream -Path $args[0] -Format Csv -Time t -Window 1s -Aggregate c=count", pipe);
            var output = new PSDataCollection<PSObject>();
            var running = shell.BeginInvoke<PSObject, PSObject>(input: Nothing(), output);
            await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
            await StopClock.StopsInTimeAsync(shell);
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        }
        finally
        {
            // Lets go of whoever still waits.
            using (new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite))
                folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Get-ZkNode /app -Recurse")]
    [InlineData("Set-ZkNode /app x")]
    [InlineData("1..100 | ForEach-Object { \"/n$_\" } | New-ZkNode")]
    [InlineData("Remove-ZkNode /app -Recurse")]
    [InlineData("Copy-ZkNode /app /copy -Recurse")]
    [InlineData("Move-ZkNode /app /moved")]
    [InlineData("Export-ZkNode /app \"$file.out\"")]
    [InlineData("Import-ZkNode $file /back")]
    [InlineData("Compare-ZkNode /app /app")]
    [InlineData("Compare-ZkNode -ReferenceFile $file -DifferencePath /app")]
    [InlineData("Test-ZkServer -Timeout 1m")]
    [InlineData("Invoke-ZkTransaction { New-ZkNode /x }")]
    [InlineData("Wait-ZkNode /none")]
    [InlineData("$null = Register-ZkNodeEvent /app")]
    [InlineData("Copy-Item zk:/app zk:/copy -Recurse")]
    [InlineData("Move-Item zk:/app zk:/moved")]
    [InlineData("Get-ChildItem zk:/ -Recurse")]
    public async Task Stop_ends_it_though_no_server_answers(string command)
    {
        var port = int.Parse(_session.One<string>("(Get-ZkSession).ConnectionString").Split(':')[1], CultureInfo.InvariantCulture);
        _session.Run("$null = New-ZkNode /app/a/b x -Parents; $file = [IO.Path]::GetTempFileName(); $null = Export-ZkNode /app $file -Force");
        using var proxy = new StallingProxy(port);
        _session.Run("$null = Connect-Zk $args[0] -SessionTimeout 1m", proxy.Address);
        proxy.Stall();
        using var shell = _session.Shell($"'ready'; {command}");
        var output = new PSDataCollection<PSObject>();
        shell.BeginInvoke(Nothing(), output);
        await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
        await StopClock.StopsInTimeAsync(shell);
        _session.Run("Get-Item \"$file*\" | Remove-Item");
    }

    [Fact]
    public async Task A_stopped_wait_leaves_no_place_in_the_queue()
    {
        _session.Run("$null = Lock-FlinkJob orders");
        using var other = new ModuleSession();
        var connection = _session.One<string>("(Get-ZkSession).ConnectionString");
        other.Run("Connect-Zk $args[0]", connection);
        using var shell = other.Shell("Lock-FlinkJob orders");
        shell.BeginInvoke();
        await Wait.UntilAsync(() => _session.Run("Get-FlinkJobLock orders").Count == 2, "The second does not queue.");
        await shell.StopAsync(callback: null, state: null);
        await Wait.UntilAsync(() => _session.Run("Get-FlinkJobLock orders").Count == 1, "The second is still in the queue.");
    }

    [Fact]
    public void A_watch_ends_with_break_as_well() =>
        Assert.Equal(1, _session.One<int>("$n = 0; foreach ($once in 1) { Watch-ZkNode / -Recurse | ForEach-Object { $n++; break } }; $n"));

    private static PSDataCollection<PSObject> Nothing()
    {
        var nothing = new PSDataCollection<PSObject>();
        nothing.Complete();
        return nothing;
    }
}
