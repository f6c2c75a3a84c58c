using System.Globalization;
using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Job locks that several hold together, at the prompt.</summary>
public sealed class SharedLockTests : IDisposable
{
    private const string Another = "$other = Connect-Zk (Get-ZkSession).ConnectionString;";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Readers_hold_it_together_and_who_wants_it_alone_waits()
    {
        Assert.Equal("Held Held", _session.One<string>("$a = Lock-FlinkJob orders -Shared; " + Another + "$b = Lock-FlinkJob orders -Shared -Session $other; \"$(($a, $b).State)\""));
        Assert.StartsWith("LockTimeout,", _session.Error("$third = Connect-Zk $other.ConnectionString; Lock-FlinkJob orders -Timeout 0s -Session $third").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Shared Held ", "Shared Held "], _session.All<string>("Get-FlinkJobLock orders | ForEach-Object { \"$($_.Mode) $($_.State) $($_.Count)\" }"));
    }

    [Fact]
    public void At_most_so_many_hold_it()
    {
        _session.Run("$a = Lock-FlinkJob orders -Count 2; " + Another + "$b = Lock-FlinkJob orders -Count 2 -Session $other; $third = Connect-Zk $other.ConnectionString");
        Assert.StartsWith("LockTimeout,", _session.Error("Lock-FlinkJob orders -Count 2 -Timeout 0s -Session $third").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Counted 2", _session.One<string>("$a | Unlock-FlinkJob; Lock-FlinkJob orders -Count 2 -Session $third { \"$($_.Mode) $($_.Count)\" }"));
    }

    [Theory]
    [InlineData("Lock-FlinkJob orders -Shared -Count 2", "InvalidArgument,")]
    [InlineData("Lock-FlinkJob orders -Count 0", "ParameterArgumentValidationError,")]
    [InlineData("$null = Lock-FlinkJob orders -Shared; Lock-FlinkJob orders -Shared", "LockHeldAlready,")]
    public void What_cannot_be_is_refused(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_lock_that_is_free_says_by_which_session_it_is_held_and_since_when() =>
        Assert.Equal("True True True", _session.One<string>("$l = Lock-FlinkJob orders; $h = Get-FlinkJobLock orders; \"$($h.Since -eq $h.Queued) $($h.SessionId -eq (Get-ZkNode $l.Path).Owner) $($h.Mode -eq 'Exclusive')\""));

    [Fact]
    public async Task With_OnLoss_Release_the_block_is_stopped_as_soon_as_the_connection_breaks()
    {
        var port = int.Parse(_session.One<string>("(Get-ZkSession).ConnectionString").Split(':')[1], CultureInfo.InvariantCulture);
        await using var proxy = new FaultProxy(port);
        using var shell = _session.Shell("$null = Connect-Zk $args[0] -SessionTimeout 30s; Lock-FlinkJob orders -OnLoss Release { 'ready'; Start-Sleep 100 }", proxy.ConnectionString);
        var output = new PSDataCollection<PSObject>();
        using var nothing = new PSDataCollection<PSObject>();
        nothing.Complete();
        var running = shell.BeginInvoke(nothing, output);
        await Wait.UntilAsync(() => output.Count > 0, "The block did not begin.");
        proxy.Refuses = true;
        proxy.Cut();
        // Long before the session is over, which is when a lock is lost that is held until the deadline.
        await Task.Run(() => running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        Assert.True(running.IsCompleted, "The block goes on.");
        var error = Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(running)).ErrorRecord;
        Assert.StartsWith("LockLost,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
