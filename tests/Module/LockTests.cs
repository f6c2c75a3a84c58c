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
        var error = _session.Error("$null = Lock-FlinkJob orders -Purpose nightly; $null = Connect-Zk (Get-ZkSession).ConnectionString; Lock-FlinkJob orders -Timeout 50ms");
        Assert.StartsWith("LockTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Contains("nightly", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("this process", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_session.Run("Get-FlinkJobLock orders"));
    }

    [Theory]
    [InlineData("$null = Lock-FlinkJob dup; Lock-FlinkJob dup")]
    [InlineData("$null = Lock-FlinkJob dup; Lock-FlinkJob a, dup { 1 }")]
    [InlineData("Lock-FlinkJob dup { Lock-FlinkJob dup -Timeout 0s { 1 } }")]
    public void Nobody_waits_for_a_lock_of_their_own(string script)
    {
        var error = _session.Error(script);
        Assert.StartsWith("LockHeldAlready,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Unlock-FlinkJob dup", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(_session.All<string>("Get-FlinkJobLock | ForEach-Object Job"), job => job == "a");
    }

    [Fact]
    public void Another_runspace_waits_for_a_lock_of_the_same_session() => Assert.Equal(3, _session.Run("""
        $zk = Get-ZkSession
        1..3 | ForEach-Object -Parallel { Import-Module $using:args[0]; Lock-FlinkJob shared -Session $using:zk { 1 } }
        """, Repository.Manifest).Count);

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

    [Theory]
    [InlineData("while ($true) { }")]
    [InlineData("Start-Sleep 20")]
    // Once it runs, and itself, not a child that goes on behind it: a program that PowerShell is only about to start is not stopped by PowerShell either, in a plain & { }.
    [InlineData("sh -c 'echo up; exec sleep 20' | ForEach-Object { LOSE }")]
    [InlineData("Watch-ZkNode / | Out-Null")]
    [InlineData("1..3 | ForEach-Object { & { Start-Sleep 20 } }")]
    [InlineData("Lock-FlinkJob inner { Start-Sleep 20 }")]
    [InlineData("try { Start-Sleep 20 } catch { 'not this way' }")]
    public void A_lock_that_is_lost_stops_the_script_block(string block)
    {
        // The clock begins before the node goes: the block may be stopped at once. The best of three, for a machine that does other things too.
        var script = (block.Contains("LOSE", StringComparison.Ordinal) ? block : $"LOSE; {block}").Replace("LOSE", "$global:at = [Diagnostics.Stopwatch]::StartNew(); Remove-ZkNode $path", StringComparison.Ordinal);
        object[] Lose() => _session.All<object>($"try {{ Lock-FlinkJob orders {{ $path = $_.Path; try {{ {script} }} finally {{ $global:unwound = 'unwound' }} }} }} "
            + "catch { $global:at.Elapsed.TotalMilliseconds; $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction; $global:unwound }");
        var took = new[] { Lose(), Lose(), Lose() }.MinBy(run => (double)run[0])!;
        Assert.True((double)took[0] < 500, $"It took {took[0]:0} ms.");
        Assert.Equal("LockLost,FlinkZk.Commands.LockFlinkJobCommand", took[1]);
        Assert.Contains("Token", (string)took[2], StringComparison.Ordinal);
        Assert.Equal("unwound", took[3]);
    }

    [Fact]
    public void A_lock_that_is_not_taken_ends_the_script_unless_asked_otherwise()
    {
        _session.Run("$null = Lock-FlinkJob held; $null = Connect-Zk (Get-ZkSession).ConnectionString");
        var (output, errors) = _session.RunWithErrors("'before'; $l = Lock-FlinkJob held -Timeout 20ms; 'DEPLOYING'");
        Assert.Equal("before", Assert.Single(output).ToString());
        Assert.Equal("LockTimeout,FlinkZk.Commands.LockFlinkJobCommand", Assert.Single(errors).FullyQualifiedErrorId);
        Assert.Equal(["caught held"], _session.All<string>("try { $l = Lock-FlinkJob held -Timeout 20ms; 'DEPLOYING' } catch [FlinkZk.FlinkZkException] { \"caught $($_.TargetObject)\" }"));
        Assert.Equal(["caught"], _session.All<string>("try { $l = Lock-FlinkJob held -Timeout 20ms -ErrorAction Stop; 'DEPLOYING' } catch { 'caught' }"));
        foreach (var action in new[] { "SilentlyContinue", "Ignore" })
            Assert.Equal(["<>"], _session.All<string>($"$l = Lock-FlinkJob held -Timeout 20ms -ErrorAction {action} -WarningAction Ignore; \"<$l>\"").Where(text => text is "<>"));
        Assert.Empty(_session.RunWithErrors("Lock-FlinkJob held -Timeout 20ms -ErrorAction Ignore { 'NOT HERE' }").Output);
        var (goesOn, written) = _session.RunWithErrors("Lock-FlinkJob held -Timeout 20ms -ErrorAction Continue; 'on'");
        Assert.Equal("on", Assert.Single(goesOn).ToString());
        Assert.Single(written);
    }

    [Fact]
    public void Several_locks_are_taken_once_each_and_come_in_the_order_asked_for()
    {
        Assert.Equal("b a c", _session.One<string>("\"$(Lock-FlinkJob b, a, b, c | Tee-Object -Variable taken)\""));
        Assert.Equal("a b c", _session.One<string>("\"$((Get-FlinkJobLock).Job | Sort-Object)\""));
        Assert.True(_session.One<bool>("$t = @{}; $taken | ForEach-Object { $t[$_.Job] = $_.Token }; $t.a -lt $t.b -and $t.b -lt $t.c"));
        _session.Run("$taken | Unlock-FlinkJob");
        Assert.Equal("2 b a", _session.One<string>("Lock-FlinkJob b, a { \"$($_.Count) $($_.Job)\" }"));
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Theory]
    [InlineData("Lock-FlinkJob a, held, z -Timeout 20ms", "LockTimeout")]
    [InlineData("Lock-FlinkJob a, '..', z", "InvalidArgument")]
    [InlineData("Lock-FlinkJob a, '..', z -ErrorAction Continue", "InvalidArgument")]
    [InlineData("'a', 5 | Lock-FlinkJob", "JobNotNamed")]
    public void Of_several_locks_all_are_taken_or_none(string script, string errorId)
    {
        _session.Run("$null = Lock-FlinkJob held; $null = Connect-Zk (Get-ZkSession).ConnectionString");
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["held"], _session.All<string>("(Get-FlinkJobLock).Job"));
    }

    [Fact]
    public void Two_who_want_the_same_locks_in_different_orders_do_not_wait_for_each_other()
    {
        var connection = _session.One<string>("(Get-ZkSession).ConnectionString");
        Assert.Equal(40, _session.Run("""
            'x, y, z', 'z, x, y' | ForEach-Object -Parallel {
                Import-Module $using:args[1]
                $null = Connect-Zk $using:args[0]
                foreach ($i in 1..20) { Invoke-Expression "Lock-FlinkJob $_ { 1 }" }
            }
            """, connection, Repository.Manifest).Count);
    }

    [Theory]
    [InlineData("'x', 'y' | Lock-FlinkJob { \"$($_.Job) [$input]\" }", "x y [x y]")]
    [InlineData("'x', 'y' | Lock-FlinkJob -ScriptBlock { \"$($_.Job) [$input]\" }", "x y [x y]")]
    [InlineData("[pscustomobject]@{ Job = 'p' } | Lock-FlinkJob { $_.Job }", "p")]
    [InlineData("$l = Lock-FlinkJob q; Unlock-FlinkJob q; $l | Lock-FlinkJob { $_.Job }", "q")]
    public void Jobs_through_the_pipeline_are_gathered_and_locked_together(string script, string output) =>
        Assert.Equal([output], _session.All<string>(script));

    [Fact]
    public void A_lock_that_the_pipeline_does_not_take_any_more_is_given_back() =>
        Assert.Equal("m held: m", _session.One<string>("$f = Lock-FlinkJob m, n | Select-Object -First 1; \"$f held: $((Get-FlinkJobLock).Job)\""));

    [Theory]
    [InlineData("Get-FlinkJobLock", "Orders orders-1 orders-2")]
    [InlineData("Get-FlinkJobLock orders-*", "orders-1 orders-2")]
    [InlineData("Get-FlinkJobLock o*, Orders", "orders-1 orders-2 Orders")]
    [InlineData("'orders-2', 'Orders' | Get-FlinkJobLock", "orders-2 Orders")]
    [InlineData("Get-FlinkJobLock nosuch, no*", "")]
    public void Locks_are_listed_by_pattern(string script, string jobs)
    {
        _session.Run("$null = Lock-FlinkJob orders-1, orders-2, Orders");
        Assert.Equal(jobs, _session.One<string>($"\"$(({script}).Job)\""));
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

    [Theory]
    [InlineData("'j', $null, 'k' | Lock-FlinkJob -ScriptBlock { 'ran' }")]
    [InlineData("Lock-FlinkJob -InputObject 'j', $null, 'k' { 'ran' }")]
    public void Nothing_runs_without_a_lock_that_has_no_name(string script)
    {
        var (output, errors) = _session.RunWithErrors(script);
        Assert.Empty(output);
        Assert.StartsWith("JobNotNamed,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Fact]
    public void No_time_is_too_long_to_wait() =>
        Assert.Equal(3, _session.Run("Lock-FlinkJob a -Timeout 50d { 1 }; Lock-FlinkJob a -Timeout ([timespan]::MaxValue) { 1 }; (Wait-ZkNode / -Timeout 1000d).Path").Count);

    [Fact]
    public void A_block_that_gives_its_lock_back_is_told_that_it_went_on_without() =>
        Assert.Contains("'w'", _session.One<string>("$null = Lock-FlinkJob w { Unlock-FlinkJob w } -WarningVariable told; \"$told\""), StringComparison.Ordinal);

    [Fact]
    public async Task Who_waits_sees_for_which_lock_and_who_has_it()
    {
        _session.Run("$null = Lock-FlinkJob busy -Purpose nightly; $null = Connect-Zk (Get-ZkSession).ConnectionString");
        using var shell = _session.Shell("Lock-FlinkJob busy -Timeout 1m");
        shell.BeginInvoke();
        await Wait.UntilAsync(() => shell.Streams.Progress.Any(bar => bar.StatusDescription is { } text && text.Contains("'busy'", StringComparison.Ordinal) && text.Contains("nightly", StringComparison.Ordinal)), "Nobody is told who has it.");
        await shell.StopAsync(callback: null, state: null);
    }
}
