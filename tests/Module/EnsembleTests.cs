using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
        Assert.Equal("Refusing", _session.One("$e.State").ToString());
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

    [Theory]
    [InlineData("Start-ZkServer -Port 65535 -Ensemble 2", "InvalidArgument", "2 members need 2 ports in a row, and from 65535", "Choose 65534 or less")]
    [InlineData("Start-ZkServer -Metrics 65534 -Ensemble 3", "InvalidArgument", "port for metrics", "Choose 65533 or less")]
    [InlineData("Start-ZkServer -Port 2181 -Metrics 2183 -Ensemble 3", "InvalidArgument", "from 2181 (port) and from 2183 (port for metrics)", "3 or more apart")]
    [InlineData("Start-ZkServer -ReadOnlyMode", "EnsembleMissing", "-ReadOnlyMode is for an ensemble", "Add -Ensemble 3")]
    [InlineData("Start-ZkServer -Reconfig", "EnsembleMissing", "-Reconfig is for an ensemble", "Add -Ensemble 3")]
    [InlineData("Start-ZkServer -FourLetterWords nope", "InvalidArgument", "'nope' is not a four-letter word", "They are srvr")]
    [InlineData("$e = Start-ZkServer -Ensemble 2; $m = $e.Members[1]; $e | Stop-ZkServer; $m | Set-ZkServerMember Running", "ServerStopped", "The ensemble of server.2", "Start-ZkServer -Ensemble")]
    public void What_does_not_fit_together_is_named(string command, string id, string what, string action)
    {
        var error = _session.Error(command);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(what, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(action, $"{error} {error.ErrorDetails?.RecommendedAction}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Port {0}", "-Port;")]
    [InlineData("-Metrics {0}", "-Metrics;")]
    public void A_port_that_another_member_finds_taken_is_named_with_the_row_it_belongs_to(string ports, string parameter)
    {
        // A port whose successor is free to be taken.
        for (var attempt = 0; ; attempt++)
        {
            var first = FreePort.Next();
            using var taken = new TcpListener(IPAddress.Loopback, first + 1);
            try
            {
                taken.Start();
            }
            catch (SocketException) when (attempt < 20)
            {
                continue;
            }
            var error = _session.Error($"Start-ZkServer -Ensemble 3 {string.Format(CultureInfo.InvariantCulture, ports, first)}");
            Assert.StartsWith("PortInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"The port {first + 1} of 127.0.0.1 is taken", error.ToString(), StringComparison.Ordinal);
            Assert.Contains(parameter, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Contains("3 members need 3 in a row", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            return;
        }
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
