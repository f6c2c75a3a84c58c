using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Module.Tests;

/// <summary>Servers at the prompt: started, looked at, stopped, and what they say when they cannot start.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-server-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_server_tells_where_it_listens_and_what_it_holds()
    {
        dynamic server = _session.One("$s = Start-ZkServer; $null = $s | Connect-Zk; $null = '/a', '/b' | New-ZkNode; $s");
        Assert.Equal("Running", server.State.ToString());
        Assert.Equal($"127.0.0.1:{server.Port}", (string)server.ConnectionString);
        Assert.Contains("memory", (string)server.Data, StringComparison.Ordinal);
        Assert.Equal(1, (int)server.Sessions);
        Assert.Equal(1, (int)server.Connections);
        Assert.Equal(6, (int)server.Nodes);
        Assert.True((long)server.Received >= 2 && (double)server.RequestsPerSecond >= 0 && (TimeSpan)server.Uptime > TimeSpan.Zero);
        Assert.Null((object?)server.Failure);
    }

    [Fact]
    public void Tab_offers_the_words_that_there_are() => Assert.Equal(
        _session.All<string>("[FlinkZk.Server.Options.ZkServerOptions]::KnownFourLetterWords").Append("'*'").Order(StringComparer.Ordinal),
        _session.Complete("Start-ZkServer -FourLetterWords ").Order(StringComparer.Ordinal));

    [Fact]
    public void Servers_are_listed_stopped_by_number_or_through_the_pipeline_and_keep_their_last_figures()
    {
        _session.Run("$a = Start-ZkServer; $b = Start-ZkServer; $c = Start-ZkServer; $null = $a | Connect-Zk");
        Assert.Equal(_session.All<int>("$a.Id, $b.Id, $c.Id"), _session.All<int>("Get-ZkServer | ForEach-Object Id"));
        Assert.Empty(_session.Run("Stop-ZkServer $b.Id; Stop-ZkServer $c"));
        Assert.Equal("Stopped|4|0", _session.One<string>("Get-ZkServer | Stop-ZkServer -PassThru | ForEach-Object { \"$($_.State)|$($_.Nodes)|$($_.Sessions)\" }"));
        Assert.Empty(_session.Run("Get-ZkServer"));
        Assert.Throws<SocketException>(() => new TcpClient().Connect(IPAddress.Loopback, _session.One<int>("$a.Port")));
    }

    [Fact]
    public async Task Figures_are_shown_over_HTTP_where_it_is_asked_for()
    {
        using var http = new HttpClient();
        var shown = _session.One<string>("$s = Start-ZkServer -Metrics 0; $null = $s | Connect-Zk; $null = New-ZkNode /a; $s.Metrics");
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/metrics$", shown);
        Assert.Contains("\nznode_count 6\n", await http.GetStringAsync(new Uri(shown), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        _session.Run("$s | Stop-ZkServer");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(shown), TestContext.Current.CancellationToken));
        Assert.Equal("", _session.One<string>("\"$((Start-ZkServer).Metrics)\""));
    }

    [Theory]
    [InlineData("Start-ZkServer -Metrics nowhere", "InvalidAddress", "'nowhere' is no port")]
    [InlineData("$s = Start-ZkServer; Start-ZkServer -Metrics $s.Port", "PortInUse", "is taken")]
    public void A_place_for_figures_that_cannot_be_had_is_named(string command, string id, string what)
    {
        var error = _session.Error(command);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(what, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("-Metrics", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_of_an_embedded_session_is_listed_and_ends_with_it()
    {
        _session.Run("$zk = Connect-Zk -Embedded");
        Assert.Equal(_session.One<int>("$zk.Id"), _session.One<int>("(Get-ZkServer).SessionId"));
        Assert.Empty(_session.Run("Disconnect-Zk; Get-ZkServer"));
    }

    [Fact]
    public void Servers_end_with_their_module_and_are_not_seen_by_other_runspaces()
    {
        var port = _session.One<int>("(Start-ZkServer).Port");
        using (var other = new ModuleSession())
            Assert.Empty(other.Run("Get-ZkServer"));
        _session.Run("Remove-Module FlinkZk");
        Assert.Throws<SocketException>(() => new TcpClient().Connect(IPAddress.Loopback, port));
    }

    [Theory]
    [InlineData("$s = Start-ZkServer -DataPath $args[0]; $zk = $s | Connect-Zk", "$zk | Disconnect-Zk; $s | Stop-ZkServer")]
    [InlineData("$zk = Connect-Zk -Embedded -DataPath $args[0]", "$zk | Disconnect-Zk")]
    public void Data_in_a_folder_outlive_their_server(string start, string stop)
    {
        _session.Run(start + "; $null = New-ZkNode /kept 'still here'", Data);
        Assert.Equal(Data, _session.One<string>("(Get-ZkServer).Data"));
        _session.Run(stop);
        Assert.Equal("still here", _session.One<string>(start + "; (Get-ZkNode /kept).Text", Data));
    }

    [Fact]
    public void A_session_says_in_which_folder_its_data_are() =>
        Assert.Equal(Data, _session.One<string>("(Connect-Zk -Embedded -DataPath $args[0]).Data", Data));

    [Fact]
    public void A_folder_that_a_server_has_is_refused_to_the_next()
    {
        _session.Run("Start-ZkServer -DataPath $args[0]", Data);
        foreach (var start in new[] { "Start-ZkServer -DataPath $args[0]", "Connect-Zk -Embedded -DataPath $args[0]" })
        {
            var error = _session.Error(start, Data);
            Assert.StartsWith("DataNotUsable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(Data, error.ToString(), StringComparison.Ordinal);
        }
        Assert.Single(_session.Run("Get-ZkServer"));
    }

    [Fact]
    public void Damaged_data_are_refused_with_their_place_and_repaired_on_request()
    {
        _session.Run("$zk = Connect-Zk -Embedded -DataPath $args[0]; 1..9 | ForEach-Object { $null = New-ZkNode /node-$_ }; $zk | Disconnect-Zk", Data);
        var segment = Path.Combine(Data, "log.00000001");
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("/node-5"u8)] ^= 1;
        File.WriteAllBytes(segment, bytes);

        var error = _session.Error("Connect-Zk -Embedded -DataPath $args[0]", Data);
        Assert.StartsWith("DataDamaged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains($"{segment}, offset ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Transactions 0x6 to 0xb are at risk", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Repair-ZkServerData", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Assert.Empty(_session.Run("Repair-ZkServerData $args[0] -WhatIf", Data));
        Assert.Equal(bytes, File.ReadAllBytes(segment));
        dynamic repair = _session.One("Repair-ZkServerData $args[0] -Confirm:$false", Data);
        Assert.Equal(5L, (long)repair.LastZxid);
        Assert.True(File.Exists(segment + ".broken"));
        Assert.Equal(["node-1", "node-2", "node-3", "node-4", "zookeeper"], _session.All<string>("$null = Connect-Zk -Embedded -DataPath $args[0]; Get-ZkChildNode -Name", Data));
    }

    [Fact]
    public void A_port_that_is_taken_is_told_as_such()
    {
        var error = _session.Error("$s = Start-ZkServer; Start-ZkServer $s.Port");
        Assert.StartsWith("PortInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Contains("-Port", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Start-ZkServer -Address zk1", "InvalidAddress")]
    [InlineData("Start-ZkServer -Address 192.0.2.1", "AddressNotAvailable")]
    [InlineData("Start-ZkServer -SecurePort 0", "CertificateMissing")]
    [InlineData("Start-ZkServer -Certificate x.pem", "SecurePortMissing")]
    [InlineData("Start-ZkServer -SecurePort 0 -Certificate /no/such.pem", "FileNotFound")]
    [InlineData("Start-ZkServer -RequireSasl", "SaslUserMissing")]
    [InlineData("Start-ZkServer -Port 70000", "ParameterArgumentValidationError")]
    [InlineData("Start-ZkServer -TickTime 5", "ParameterBindingFailed,CannotConvert")]
    [InlineData("Get-ZkServer 4711", "ServerNotFound")]
    [InlineData("Stop-ZkServer 4711", "ServerNotFound")]
    [InlineData("Connect-Zk zk1 -ServerVersion new", "InvalidVersion")]
    [InlineData("Repair-ZkServerData /no/such/folder -Confirm:$false", "FileNotFound")]
    public void Bad_input_has_its_own_error(string command, string errorIds)
    {
        var error = _session.Error(command);
        Assert.Contains(errorIds.Split(','), id => error.FullyQualifiedErrorId.StartsWith(id, StringComparison.Ordinal));
        Assert.Empty(_session.Run("Get-ZkServer"));
    }

    [Theory]
    [InlineData("$null = Start-ZkServer -WhatIf")]
    [InlineData("$s = Start-ZkServer; $s | Stop-ZkServer -WhatIf; if ($s.State -ne 'Running') { throw 'it was stopped' }; $s | Stop-ZkServer")]
    public void WhatIf_neither_starts_nor_stops(string script) => Assert.Empty(_session.Run(script + "; Get-ZkServer"));

    [Fact]
    public void Who_has_the_super_users_password_may_do_everything()
    {
        var super = new PSCredential("super", new NetworkCredential("", "s3cret").SecurePassword);
        _session.Run("$s = Start-ZkServer -SuperUser $args[0]; $null = $s | Connect-Zk; $null = New-ZkNode /closed -Acl ip:192.0.2.1:cdrwa", super);
        Assert.StartsWith("NoAuth,", _session.Error("Set-ZkNode /closed x").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Run("$null = $s | Connect-Zk -Credential $args[0]; Set-ZkNode /closed x", super));
    }

    [Fact]
    public void Sizes_and_rates_are_short_in_the_table()
    {
        _session.Run("$text = (Get-Command Connect-Zk).ImplementingType.Assembly.GetType('FlinkZk.Views.ViewText')");
        Assert.Equal(["1.5 KB", "0 B", "3 MB"], _session.All<string>("1536, 0, 3145728 | ForEach-Object { $text::Size($_) }"));
        Assert.Equal(["0", "0.5", "1,234"], _session.All<string>("0, 0.5, 1234.4 | ForEach-Object { $text::Rate($_) }"));
        Assert.Equal("1m30s", _session.One<string>("$text::Elapsed([timespan]::FromSeconds(90.7))"));
    }

    [Fact]
    public void Numbers_and_words_complete()
    {
        _session.Run("$s = Start-ZkServer");
        Assert.Equal([_session.One<string>("\"$($s.Id)\"")], _session.Complete("Stop-ZkServer "));
        Assert.Equal(["srst", "srvr", "stat"], _session.Complete("Start-ZkServer -FourLetterWords s"));
    }
}
