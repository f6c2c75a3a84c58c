using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Ctrl+C ends every wait within half a second and leaves nothing behind.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Promise = TimeSpan.FromMilliseconds(500);
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("'ready'; Connect-Zk 127.0.0.1:1 -Timeout 1m")]
    [InlineData("Watch-ZkNode / -Recurse")]
    [InlineData("$null = Lock-FlinkJob held; 'ready'; Lock-FlinkJob held -Timeout 1m")]
    [InlineData("Lock-FlinkJob job { 'ready'; while ($true) { } }")]
    [InlineData("Lock-FlinkJob job { 'ready'; Start-Sleep 20 }")]
    [InlineData("try { Lock-FlinkJob job { 'ready'; Lock-FlinkJob other { sh -c 'sleep 20' } } } catch { }")]
    [InlineData("$null = Lock-FlinkJob held; 'ready'; Lock-FlinkJob free, held -Timeout 1m")]
    [InlineData("'ready'; & { while ($true) { @{ n = 1 } } } | Start-FlinkStream -Where { $_.n -eq 2 }")]
    [InlineData("& { while ($true) { @{ n = 1 } } } | Start-FlinkStream -Where { $_.n -eq 1 }")]
    public async Task Stop_ends_it_within_half_a_second(string script)
    {
        using var shell = _session.Shell(script);
        var output = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke<PSObject, PSObject>(input: Nothing(), output);
        await Wait.UntilAsync(() => output.Count > 0, "The script did not begin.");
        var clock = Stopwatch.StartNew();
        await shell.StopAsync(callback: null, state: null);
        Assert.True(clock.Elapsed < Promise, $"It took {clock.Elapsed.TotalMilliseconds:0} ms.");
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
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
