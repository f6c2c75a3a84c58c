using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>An ensemble at the prompt: members go and come, and a session goes on.</summary>
public sealed class EnsembleTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_session_outlives_the_leader()
    {
        _session.Run("$e = Start-ZkServer -Ensemble 3; $zk = $e | Connect-Zk; $null = New-ZkNode /a one");
        Assert.Equal(3, _session.One<int>("$e.Members.Count"));
        Assert.Equal(3, _session.One<int>("$e.ConnectionString.Split(',').Length"));
        Assert.Equal("Stopped", _session.One("$e | Get-ZkServerMember | Where-Object State -eq Leader | Set-ZkServerMember Stopped -PassThru | ForEach-Object State").ToString());
        // The request that the stopped member had may be lost: reading is repeated until the client has found another.
        Assert.Equal("one", _session.One<string>("$deadline = [datetime]::UtcNow.AddSeconds(30); while (-not ($n = Get-ZkNode /a -ErrorAction Ignore) -and [datetime]::UtcNow -lt $deadline) { }; $n.Text"));
        Assert.Equal("Running|2", _session.One<string>("\"$($e.State)|$(@($e.Members | Where-Object State -in Leader, Follower).Count)\""));
    }

    [Fact]
    public void Without_a_majority_it_says_so_and_members_come_back()
    {
        _session.Run("$e = Start-ZkServer -Ensemble 3; $e.Members[0], $e.Members[1] | Set-ZkServerMember CutOff");
        Assert.Equal("Failed", _session.One("$e.State").ToString());
        Assert.Contains("majority", _session.One<string>("$e.Failure"), StringComparison.Ordinal);
        Assert.Equal("True|False", _session.One<string>("\"$($e.Members[0].IsCutOff)|$($e.Members[2].IsCutOff)\""));
        _session.Run("Get-ZkServerMember | Set-ZkServerMember Running");
        Assert.Equal("Running", _session.One("$e.State").ToString());
    }

    [Fact]
    public async Task The_members_of_a_real_ensemble_tell_who_leads_and_who_is_gone()
    {
        if (ZooKeeperHome.Newest is not { } home)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return;
        }
        await using var ensemble = await TestEnsemble.StartAsync(home, options: new() { Config = ["4lw.commands.whitelist=*"] }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["follower True", "follower True", "leader True"], _session.All<string>("$found = Test-ZkServer $args[0]; $found | ForEach-Object { \"$($_.Mode) $($_.IsHealthy)\" } | Sort-Object", ensemble.ConnectionString));
        Assert.Equal("3.9", _session.One<string>("($found.Version | Select-Object -Unique).Substring(0, 3)"));
        Assert.True(_session.One<bool>("($found | Where-Object Mode -eq leader).SyncedLearners -eq 2"));
        Assert.True(_session.One<bool>("$null = Connect-Zk $args[0]; $null = New-ZkNode /a; Test-ZkServer -Quiet", ensemble.ConnectionString));

        var gone = ensemble.MemberAt(_session.One<string>("($found | Where-Object Mode -eq follower | Select-Object -First 1).Server"));
        await gone.KillAsync();
        Assert.Equal(gone.ConnectionString, _session.One<string>("(Test-ZkServer $args[0] -Timeout 5s | Where-Object { -not $_.IsHealthy -and -not $_.Mode }).Server", ensemble.ConnectionString));
        Assert.False(_session.One<bool>("Test-ZkServer -Quiet -Timeout 5s"));
    }

    [Fact]
    public void WhatIf_changes_no_member()
    {
        _session.Run("$e = Start-ZkServer -Ensemble 1; Get-ZkServerMember | Set-ZkServerMember Stopped -WhatIf");
        Assert.Equal("Leader", _session.One("$e.Members[0].State").ToString());
    }

    [Fact]
    public void A_server_alone_has_no_members() => Assert.Empty(_session.Run("$null = Start-ZkServer; Get-ZkServerMember"));
}
