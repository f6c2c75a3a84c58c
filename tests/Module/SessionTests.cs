using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Sessions: how they are found, what becomes of them, and what a failed connection says.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-ZkNode / -Session bogus")]
    [InlineData("@{ t = 1 } | Start-FlinkStream -Time t -Session 30s")]
    public void What_is_no_session_is_told_what_one_is(string script)
    {
        using var session = ModuleSession.Embedded();
        var error = session.Error(script).ToString();
        Assert.Contains("is not a session. Give what Connect-Zk or Get-ZkSession gives, or its number.", error, StringComparison.Ordinal);
        Assert.Contains("-SessionGap", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedded_session_says_where_its_data_live_and_how_a_second_prompt_joins()
    {
        dynamic zk = _session.One("Connect-Zk -Embedded");
        Assert.Equal("Connected", zk.State.ToString());
        Assert.Contains("memory", (string)zk.Data, StringComparison.Ordinal);
        using var second = new ModuleSession();
        second.Run("Connect-Zk $args[0]; New-ZkNode /from-second", (string)zk.ConnectionString);
        Assert.True(_session.One<bool>("Test-ZkNode /from-second"));
    }

    [Fact]
    public void Sessions_complete_by_their_numbers_and_as_what_gives_one()
    {
        var id = _session.One<int>("(Connect-Zk -Embedded).Id");
        Assert.Equal([$"{id}"], _session.Complete("Get-ZkSession -Id "));
        Assert.Equal([$"(Get-ZkSession -Id {id})"], _session.Complete("Get-ZkNode / -Session "));
        Assert.Equal([$"(Get-ZkSession -Id {id})"], _session.Complete("Start-FlinkStream -Job j -Session "));
    }

    [Fact]
    public void A_second_copy_of_the_module_is_imported_without_an_error()
    {
        var copy = Directory.CreateTempSubdirectory("flinkzk-copy-");
        try
        {
            foreach (var file in new[] { "FlinkZk.psd1" }.Concat(new[] { "module", "en-US" }.SelectMany(folder => Directory.EnumerateFiles(Repository.File(folder), "*", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(Repository.Root, file))))
            {
                var target = Path.Combine(copy.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Repository.File(file), target);
            }
            Assert.Equal("/", _session.One<string>("Import-Module (Join-Path $args[0] FlinkZk.psd1); $null = Connect-Zk -Embedded; \"$(Get-ZkNode /)\"", copy.FullName));
            Assert.Contains("Path", _session.One<string>("Get-ZkNode / | Out-String"), StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_nodes_session_is_there_for_who_asks_and_in_no_view()
    {
        _session.Run("$zk = Connect-Zk -Embedded; $node = Get-ZkNode /; $null = Connect-Zk -Embedded; $null = New-ZkNode /second");
        Assert.True(_session.One<bool>("[object]::ReferenceEquals($node.Session, $zk)"));
        Assert.Equal("/zookeeper", _session.One<string>("\"$($node | Get-ZkChildNode)\""));
        Assert.Equal("False False False", _session.One<string>("\"$(($node | ConvertTo-Json -Depth 5) -match 'Session') $(($node | ConvertTo-Csv) -match 'Session' -as [bool]) $(($node | Get-Member).Name -contains 'Session')\""));
    }

    [Fact]
    public void Without_a_session_the_error_shows_the_way()
    {
        var error = _session.Error("Get-ZkNode /");
        Assert.Equal("NotConnected,FlinkZk.Commands.GetZkNodeCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Contains("Connect-Zk", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("$using:", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_session_is_the_default_until_it_is_disconnected()
    {
        _session.Run("$a = Connect-Zk -Embedded; $b = Connect-Zk -Embedded; New-ZkNode /b");
        Assert.False(_session.One<bool>("Test-ZkNode /b -Session $a"));
        Assert.True(_session.One<bool>("Disconnect-Zk; (Get-ZkSession).IsDefault -and (Get-ZkSession).Id -eq $a.Id"));
        Assert.Equal("Closed", _session.One("$b.State").ToString());
    }

    [Fact]
    public void Runspaces_do_not_see_each_others_sessions_but_can_be_given_one()
    {
        _session.Run("$zk = Connect-Zk -Embedded; New-ZkNode /a");
        using var other = new ModuleSession();
        Assert.Empty(other.Run("Get-ZkSession"));
        Assert.True(other.One<bool>("Test-ZkNode /a -Session $args[0]", _session.One("$zk")));
    }

    [Fact]
    public void Sessions_end_with_their_module_and_with_their_runspace()
    {
        dynamic zk = _session.One("Connect-Zk -Embedded");
        using (var other = new ModuleSession())
            other.Run("Connect-Zk $args[0]; New-ZkNode /first -Ephemeral", (string)zk.ConnectionString);
        Assert.False(_session.One<bool>("Test-ZkNode /first"));
        _session.Run("Remove-Module FlinkZk");
        Assert.Equal("Closed", zk.State.ToString());
    }

    [Theory]
    [InlineData("zk1:notaport")]
    [InlineData("zk1,,zk2")]
    [InlineData("zk1/app/")]
    public void A_wrong_connection_string_shows_the_right_form(string text)
    {
        var error = _session.Error("Connect-Zk $args[0]", text);
        Assert.StartsWith("InvalidConnectionString,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(text, error.TargetObject);
        Assert.Contains("zk1:2181,zk2:2181/app", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_server_is_given_up_within_the_timeout()
    {
        var clock = Stopwatch.StartNew();
        var error = _session.Error("Connect-Zk 127.0.0.1:1 -Timeout 300ms");
        Assert.StartsWith("ConnectionFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", error.ToString(), StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void A_missing_root_is_an_error_unless_it_is_to_be_created()
    {
        _session.Run("$zk = Connect-Zk -Embedded");
        Assert.Single(_session.RunWithErrors("Connect-Zk \"$($zk.ConnectionString)/app\" -Timeout 2s").Errors);
        Assert.Equal("/", _session.One<string>("$app = Connect-Zk \"$($zk.ConnectionString)/app\" -CreateRoot; (Get-ZkNode / -Session $app).Path"));
        Assert.True(_session.One<bool>("Test-ZkNode /app -Session $zk"));
    }

    [Fact]
    public void A_credential_is_an_identity_and_never_shown()
    {
        _session.Run("$zk = Connect-Zk -Embedded");
        var password = new System.Net.NetworkCredential("", "s3cret").SecurePassword;
        _session.Run("$me = Connect-Zk $zk.ConnectionString -Credential $args[0]; New-ZkNode /mine x", new PSCredential("alice", password));
        Assert.Equal("digest:alice", _session.One<string>("$me.Identity"));
        Assert.StartsWith("NoAuth,", _session.Error("Get-ZkNode /mine -Session $zk").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", string.Join('\n', _session.Run("$me.PSObject.Properties | ForEach-Object { \"$($_.Value)\" }")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_session_trusts_the_authorities_of_CaPath_and_no_others()
    {
        var port = int.Parse(_session.One<string>("($zk = Connect-Zk -Embedded).ConnectionString.Split(':')[1]"), System.Globalization.CultureInfo.InvariantCulture);
        using var proxy = new TlsProxy("localhost", port);
        var authorities = Path.GetTempFileName();
        try
        {
            File.WriteAllText(authorities, proxy.CertificatePem);
            Assert.Equal("Connected", _session.One("(Connect-Zk $args[0] -Tls -CaPath $args[1]).State", $"localhost:{proxy.Port}", authorities).ToString());
            Assert.True(_session.One<bool>("$null = New-ZkNode /through-tls; Test-ZkNode /through-tls -Session $zk"));
            Assert.StartsWith("ConnectionFailed,", _session.Error("Connect-Zk $args[0] -Tls -Timeout 1s", $"localhost:{proxy.Port}").FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(authorities);
        }
    }

    [Theory]
    [InlineData("-Tls -CaPath /no/such/ca.pem", "FileNotFound")]
    [InlineData("-CaPath /no/such/ca.pem", "TlsMissing")]
    public void Certificates_that_cannot_be_used_are_told_at_once(string options, string errorId) =>
        Assert.StartsWith(errorId + ",", _session.Error($"Connect-Zk 127.0.0.1:1 {options}").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_session_is_closed_by_its_number()
    {
        using var session = ModuleSession.Embedded();
        session.Run("$first = Get-ZkSession; $second = Connect-Zk $first.ConnectionString; $third = Connect-Zk $first.ConnectionString");
        session.Run("Disconnect-Zk -Id $second.Id; [pscustomobject]@{ Id = $third.Id } | Disconnect-Zk");
        Assert.True(session.One<bool>("(Get-ZkSession).Id -eq $first.Id"));
        var error = session.Error("Disconnect-Zk -Id 9999");
        Assert.Equal("SessionNotFound,FlinkZk.Commands.DisconnectZkCommand", error.FullyQualifiedErrorId);
        Assert.Equal(9999, error.TargetObject);
        Assert.Single(session.Run("Get-ZkSession"));
    }

    [Theory]
    [InlineData("Get-ZkNode / -Session $copy")]
    [InlineData("Lock-FlinkJob j -Session $copy")]
    [InlineData("Unlock-FlinkJob j -Session $copy")]
    [InlineData("Start-FlinkStream -Session $copy")]
    [InlineData("$copy | Disconnect-Zk")]
    public void A_session_out_of_another_process_is_refused_with_the_way_out(string script)
    {
        using var session = ModuleSession.Embedded();
        session.Run("$copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ZkSession)))");
        var error = session.Error(script);
        Assert.Contains("Connect-Zk '127.0.0.1:", error.ToString(), StringComparison.Ordinal);
        Assert.Single(session.Run("Get-ZkSession"));
    }

    [Fact]
    public void A_session_goes_into_parallel_blocks()
    {
        using var session = ModuleSession.Embedded();
        Assert.Equal("/", session.One<string>("$s = Get-ZkSession; $m = $args[0]; 1 | ForEach-Object -Parallel { Import-Module $using:m; (Get-ZkNode / -Session $using:s).Path }", Repository.Manifest));
    }

    [Fact]
    public void Removing_a_second_copy_of_the_module_leaves_what_is_open()
    {
        var copy = Directory.CreateTempSubdirectory("flinkzk-copy-");
        try
        {
            File.Copy(Repository.Manifest, Path.Combine(copy.FullName, "FlinkZk.psd1"));
            Directory.CreateSymbolicLink(Path.Combine(copy.FullName, "module"), Path.Combine(Path.GetDirectoryName(Repository.Manifest)!, "module"));
            using var session = ModuleSession.Embedded();
            Assert.Equal("Connected", session.One<string>("$s = Get-ZkSession; $m = Import-Module $args[0] -PassThru; Remove-Module $m; [string] $s.State", Path.Combine(copy.FullName, "FlinkZk.psd1")));
            Assert.NotEmpty(session.Run("Get-ChildItem zk:/"));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_root_that_is_not_there_is_told_how_it_is_made()
    {
        using var session = ModuleSession.Embedded();
        Assert.Contains("-CreateRoot", session.Error("Connect-Zk ((Get-ZkSession).ConnectionString + '/no')").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
