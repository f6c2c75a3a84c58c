using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Asking for others' locks, and taking them away.</summary>
public sealed class LockRequestTests : IDisposable
{
    private const string Another = "$other = Connect-Zk (Get-ZkSession).ConnectionString;";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_holder_that_is_asked_sees_who_asks_and_why()
    {
        _session.Run("$mine = Get-ZkSession;" + Another + "$l = Lock-FlinkJob orders -Session $mine; Request-FlinkJobLock orders -Reason 'a deployment' -Session $other");
        await Wait.UntilAsync(() => _session.One<bool>("$l.IsRequested -and $l.Requested.IsCancellationRequested -and $l.State -eq 'Held'"), "The holder does not see it.");
        Assert.Equal("a deployment", _session.One<string>("$l.RequestReason"));
        Assert.Equal(_session.One<string>("$l.RequestedBy"), _session.One<string>("(Get-FlinkJobLock orders).RequestedBy"));
        Assert.Contains(Environment.UserName, _session.One<string>("$l.RequestedBy"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_looks_lets_go() => Assert.Equal("asked", _session.One<string>(Another
        + "Lock-FlinkJob orders { Request-FlinkJobLock orders -Session $other; for ($i = 0; -not $_.IsRequested -and $i -lt 1000; $i++) { Start-Sleep -Milliseconds 10 }; if ($_.IsRequested) { 'asked' } }"));

    [Fact]
    public void What_is_taken_away_is_lost_and_the_next_has_it()
    {
        var error = _session.Error("$mine = Get-ZkSession;" + Another + "Lock-FlinkJob orders -Session $mine { Unlock-FlinkJob orders -Force -Reason 'gone' -Session $other; Start-Sleep 20 }");
        Assert.StartsWith("LockLost,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Removed gone", _session.One<string>("Get-FlinkJobLock -History | ForEach-Object { \"$($_.Action) $($_.Reason)\" }"));
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Fact]
    public async Task One_who_waits_is_removed_through_the_pipeline()
    {
        _session.Run("$mine = Get-ZkSession; $l = Lock-FlinkJob orders");
        using var other = new ModuleSession();
        using var shell = other.Shell("$null = Connect-Zk $args[0]; Lock-FlinkJob orders -Timeout 1m", _session.One<string>("$mine.ConnectionString"));
        var waiting = shell.BeginInvoke();
        await Wait.UntilAsync(() => _session.Run("Get-FlinkJobLock orders").Count == 2, "Nobody waits.");
        _session.Run("Get-FlinkJobLock orders | Where-Object State -eq Waiting | Unlock-FlinkJob -Force");
        await Wait.UntilAsync(() => _session.One<string>("\"$((Get-FlinkJobLock orders).State)\"") == "Held", "It still waits.");
        _session.Run("$l | Unlock-FlinkJob");
        await Wait.UntilAsync(() => waiting.IsCompleted, "It goes on waiting.");
        Assert.StartsWith("NoNode,", Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(waiting)).ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_lock_is_simply_given_back() =>
        Assert.Equal("Released 0", _session.One<string>("$l = Lock-FlinkJob orders; Unlock-FlinkJob orders -Force; \"$($l.State) $(@(Get-FlinkJobLock -History).Count)\""));

    [Theory]
    [InlineData("Request-FlinkJobLock nobody", "LockNotHeld,")]
    [InlineData("Unlock-FlinkJob nobody -Force", "LockNotHeld,")]
    [InlineData("$null = Lock-FlinkJob a; $h = Get-FlinkJobLock a; Unlock-FlinkJob a; $h | Request-FlinkJobLock", "LockNotHeld,")]
    [InlineData("$null = Lock-FlinkJob a; Get-FlinkJobLock a | Unlock-FlinkJob", "ParameterArgumentTransformationError,")]
    public void Where_there_is_nothing_to_ask_or_take_an_error_says_so(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_node_of_another_identity_is_told_with_the_way_out()
    {
        _session.Run("$l = Lock-FlinkJob orders; Set-ZkAcl $l.Path world:anyone:r");
        var error = _session.Error("Request-FlinkJobLock orders");
        Assert.StartsWith("LockRequestRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Request-FlinkJobLock orders -WhatIf")]
    [InlineData("Unlock-FlinkJob orders -Force -WhatIf -Session $other")]
    [InlineData("Get-FlinkJobLock orders | Unlock-FlinkJob -Force -WhatIf")]
    public void WhatIf_names_the_node_and_does_nothing(string script)
    {
        _session.Run("$mine = Get-ZkSession; $l = Lock-FlinkJob orders;" + Another + "$null = Connect-Zk $mine.ConnectionString");
        Assert.True(_session.One<bool>($"$told = {script} 6>&1; $null = $told; $l.State -eq 'Held' -and -not $l.IsRequested"));
        Assert.Empty(_session.Run("Get-FlinkJobLock -History"));
    }
}
