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
    public void WhatIf_changes_no_member()
    {
        _session.Run("$e = Start-ZkServer -Ensemble 1; Get-ZkServerMember | Set-ZkServerMember Stopped -WhatIf");
        Assert.Equal("Leader", _session.One("$e.Members[0].State").ToString());
    }

    [Fact]
    public void A_server_alone_has_no_members() => Assert.Empty(_session.Run("$null = Start-ZkServer; Get-ZkServerMember"));
}
