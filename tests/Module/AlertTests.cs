namespace FlinkZk.Module.Tests;

/// <summary>Alerts at the prompt.</summary>
public sealed class AlertTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void What_is_raised_and_cleared_comes_as_objects_and_how_it_stands_is_kept() =>
        Assert.Equal(["heart Raised 1 /app/heart is missing.", "heart Cleared 2 /app/heart is there.", "Cleared /app/heart is missing"], _session.All<string>("""
            $null = New-ZkAlert heart -Missing /app/heart -For 0s -ClearAfter 0s
            Watch-ZkAlert -Count 2 -Timeout 60s | ForEach-Object {
                "$($_.Name) $($_.Edge) $($_.Number) $($_.Message)"
                if ($_.Edge -eq 'Raised') { $null = New-ZkNode /app/heart -Parents }
            }
            Get-ZkAlert h* | ForEach-Object { "$($_.State) $($_.Condition)" }
            """));

    [Fact]
    public void One_that_the_pipeline_could_not_take_is_told_again_and_one_that_it_has_taken_is_not() =>
        Assert.Equal(["stopped", "heart 1", "none"], _session.All<string>("""
            $null = New-ZkAlert heart -Missing /app/heart -For 0s
            try { Watch-ZkAlert -Timeout 60s | ForEach-Object { throw 'the webhook' } } catch { 'stopped' }
            Watch-ZkAlert -Count 1 -Timeout 60s | ForEach-Object { "$($_.Name) $($_.Number)" }
            Watch-ZkAlert -Timeout 1s | ForEach-Object { "again $_" }
            'none'
            """));

    [Theory]
    [InlineData("-Missing /a -For 30s", "/a is missing for 30s")]
    [InlineData("-Exists /a -For 0s", "/a exists")]
    [InlineData("-ValueOf /a -Like 'x*' -For 0s", "/a is like 'x*'")]
    [InlineData("-ValueOf /a -Above 5 -Below 1.5 -For 0s", "/a is above 5 or below 1.5")]
    [InlineData("-LeaderOf /a -MoreThan 3 -Within 10m -For 0s", "leader of /a changes more than 3 times in 10m")]
    [InlineData("-LeaderOf scheduler -MoreThan 3 -Within 10m", "leader of scheduler changes more than 3 times in 10m for 10s")]
    [InlineData("-Held orders -For 1h", "lock orders is held for 1h")]
    [InlineData("-WaitingFor orders -For 90s", "lock orders is waited for for 90s")]
    [InlineData("-Runner one", "runner one is gone for 10s")]
    [InlineData("-Flapping -MoreThan 5 -Within 1h -For 0s", "connection is lost more than 5 times in 1h")]
    [InlineData("-Server * -For 0s", "a server is unhealthy")]
    [InlineData("-Server zk1:2181 -For 0s", "zk1:2181 is unhealthy")]
    public void Each_kind_is_said_in_words(string parameters, string condition) =>
        Assert.Equal([condition, condition], _session.All<string>($"(New-ZkAlert one {parameters}).Condition; (Get-ZkAlert one).Condition"));

    [Fact]
    public void What_is_removed_is_gone_and_WhatIf_removes_and_makes_nothing() =>
        Assert.Equal(["a b", "", ""], _session.All<string>("""
            'a', 'b' | ForEach-Object { $null = New-ZkAlert $_ -Exists /x }
            Remove-ZkAlert * -WhatIf
            (Get-ZkAlert).Name -join ' '
            Get-ZkAlert | Remove-ZkAlert
            New-ZkAlert c -Exists /x -WhatIf
            (Get-ZkAlert).Name -join ' '
            Remove-ZkAlert none*
            (Get-ZkAlert).Name -join ' '
            """));

    [Fact]
    public void One_odd_alert_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("$null = New-ZkAlert a -Exists /x; $null = New-ZkAlert z -Exists /x; $null = New-ZkNode /flinkzk/default/alerts/rules/odd text; Get-ZkAlert");
        Assert.Equal((3, 1), (output.Count, errors.Count));
    }

    [Theory]
    [InlineData("Watch-ZkAlert | Select-Object -First 1")]
    [InlineData("Watch-ZkAlert -Timeout 100ms | Out-Null; 1")]
    [InlineData("foreach ($once in 1) { Watch-ZkAlert | ForEach-Object { 1; break } }")]
    public async Task However_it_ends_no_watch_and_no_place_in_the_queue_is_left(string script)
    {
        _session.Run("$null = New-ZkAlert one -Missing /a -For 0s");
        _session.Run(script);
        await Wait.UntilAsync(() => _session.One<int>("(Get-ZkServer).Watches") == 0, "A watch is left.");
        await Wait.UntilAsync(() => _session.One<int>("@(Get-ZkChildNode /flinkzk/default/alerts/watchers).Count") == 0, "A place is left.");
    }

    [Theory]
    [InlineData("Get-ZkAlert none", "AlertNotFound,")]
    [InlineData("Remove-ZkAlert none", "AlertNotFound,")]
    [InlineData("New-ZkAlert a/b -Exists /x", "InvalidArgument,")]
    [InlineData("New-ZkAlert a -Held a/b", "InvalidArgument,")]
    [InlineData("New-ZkAlert a -ValueOf /x -Above $null", "AlertLimitMissing,")]
    [InlineData("New-ZkAlert a -Flapping -MoreThan 1 -Within 0s", "AlertLimitMissing,")]
    [InlineData("New-ZkAlert a -Server 'zk1,zk2'", "InvalidConnectionString,")]
    [InlineData("$null = New-ZkAlert a -Exists /x; New-ZkAlert a -Exists /y", "AlertExists,")]
    public void What_cannot_be_done_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
}
