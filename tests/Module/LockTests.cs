using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Job locks at the prompt, as an object and around a script block.</summary>
public sealed class LockTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_lock_is_an_object_that_others_can_see()
    {
        Assert.Equal("Held", _session.One("$lock = Lock-FlinkJob orders -Purpose test; $lock.State").ToString());
        Assert.True(_session.One<bool>("$h = Get-FlinkJobLock orders; $h.Purpose -eq 'test' -and $h.ProcessId -eq [Environment]::ProcessId -and $h.Token -eq $lock.Token"));
        Assert.Equal("Released", _session.One("$lock | Unlock-FlinkJob; $lock.State").ToString());
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Fact]
    public void Each_owner_has_a_larger_token() =>
        Assert.True(_session.One<bool>("$a = Lock-FlinkJob j; Unlock-FlinkJob j; $b = Lock-FlinkJob j; $b.Token -gt $a.Token"));

    [Fact]
    public void A_lock_that_is_not_free_in_time_names_its_holder()
    {
        var error = _session.Error("$null = Lock-FlinkJob orders -Purpose nightly; Lock-FlinkJob orders -Timeout 50ms");
        Assert.StartsWith("LockTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Contains("nightly", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_session.Run("Get-FlinkJobLock orders"));
    }

    [Fact]
    public void By_name_only_ones_own_locks_are_released()
    {
        _session.Run("$mine = Get-ZkSession; $other = Connect-Zk $mine.ConnectionString; $null = Lock-FlinkJob orders -Session $other");
        Assert.StartsWith("LockNotHeld,", _session.Error("Unlock-FlinkJob orders -Session $mine").FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Unlock-FlinkJob orders -Session $other");
    }

    [Fact]
    public void A_script_block_has_the_lock_and_a_scope_of_its_own_and_gives_its_output()
    {
        Assert.Equal(["orders", "2", "", "before"], _session.All<string>("$_ = 'before'; Lock-FlinkJob orders { $_.Job; $x = 1 + 1; \"$x\" }; \"$x\"; $_"));
        Assert.Empty(_session.Run("Get-FlinkJobLock orders"));
    }

    [Fact]
    public void The_lock_is_the_blocks_underscore_wherever_the_block_comes_from()
    {
        Assert.Equal("j", _session.One<string>("function F { 1 | ForEach-Object { Lock-FlinkJob j { $_.Job } } }; F"));
        Assert.Equal("j", _session.One<string>("$m = New-Module { function Give { { $_.Job } } }; Lock-FlinkJob j (Give)"));
        Assert.Equal("j", _session.One<string>("$m = New-Module { function Run($b) { Lock-FlinkJob j $b } }; 1 | ForEach-Object { Run { $_.Job } }"));
        Assert.Equal("a b", _session.One<string>("Lock-FlinkJob a { $l = $_; Lock-FlinkJob b { \"$($l.Job) $($_.Job)\" } }"));
    }

    [Theory]
    [InlineData("Lock-FlinkJob orders { throw 'oops' }", "oops")]
    [InlineData("Lock-FlinkJob orders { Get-ZkNode /nope }", "/nope")]
    public void A_script_block_that_fails_tells_its_own_error_and_the_lock_is_released(string script, string told)
    {
        Assert.Contains(told, _session.Error(script).ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-FlinkJobLock orders"));
    }

    [Fact]
    public void The_lock_is_released_when_the_pipeline_ends_early()
    {
        Assert.Equal(1, _session.One<int>("foreach ($once in 1) { Lock-FlinkJob orders { 1; 2 } | ForEach-Object { $seen = $_; break } }; $seen"));
        Assert.Empty(_session.Run("Get-FlinkJobLock orders"));
    }

    [Fact]
    public void A_lock_that_is_lost_stops_the_script_block()
    {
        var error = _session.Error("Lock-FlinkJob orders { Remove-ZkNode $_.Path; while ($true) { } }");
        Assert.StartsWith("LockLost,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Token", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_neither_locks_nor_runs_the_block()
    {
        Assert.Empty(_session.Run("Lock-FlinkJob orders { 'ran' } -WhatIf"));
        Assert.Empty(_session.Run("Lock-FlinkJob orders -WhatIf"));
        Assert.Empty(_session.Run("Get-FlinkJobLock orders"));
    }

    [Fact]
    public void A_duration_without_unit_shows_the_right_form()
    {
        var error = _session.Error("Lock-FlinkJob orders -Timeout 30");
        Assert.Contains("30s or 30ms", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("30s or 30ms", _session.Error("$n = 30; Lock-FlinkJob orders -Timeout $n").ToString(), StringComparison.Ordinal);
    }
}
