using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>Access control lists at the prompt: round trips, trees, and passwords that nobody sees.</summary>
public sealed class AclTests : IDisposable
{
    private const string Alice = "$alice = Connect-Zk (Get-ZkSession)[0].ConnectionString -Credential $args[0]; ";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Entries_come_one_by_one_with_their_version()
    {
        _session.Run("$null = New-ZkNode /a -Acl world:anyone:r,ip:127.0.0.1:cdrwa; Set-ZkAcl /a ip:127.0.0.1:cdrwa,world:anyone:rw");
        Assert.Equal(["ip:127.0.0.1:cdrwa|/a|1", "world:anyone:rw|/a|1"], _session.All<string>("Get-ZkAcl /a | ForEach-Object { \"$_|$($_.Path)|$($_.Version)\" }"));
        Assert.Equal("Read, Write", _session.One<string>("\"$((Get-ZkAcl /a)[1].Permissions)\""));
    }

    [Theory]
    [InlineData("digest:joe:secret:cdrwa", true)]
    [InlineData("world:anyone:r", true)]
    [InlineData("world:anyone:r,ip:127.0.0.1:cdrwa", false)]
    [InlineData("digest:alice:s3cret:cdrwa", false)]
    public void A_list_that_shuts_the_session_out_is_warned_of(string entries, bool isShutOut)
    {
        using var shell = _session.Shell(Alice + "$null = New-ZkNode /a; Set-ZkAcl /a $args[1] -Session $alice", Credential(), entries);
        shell.Invoke();
        Assert.Equal(isShutOut, shell.Streams.Warning.Any(warning => warning.Message.Contains("'/a'", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_goes_from_one_node_to_others_as_it_is()
    {
        _session.Run(Alice + "$null = New-ZkNode /a -Acl 'digest:alice:s3cret:cdrwa', 'world:anyone:r'; '/b', '/c' | New-ZkNode", Credential());
        Assert.Empty(_session.Run("Get-ZkAcl /a | Set-ZkAcl /b, /c"));
        foreach (var path in new[] { "/b", "/c" })
            Assert.Equal(_session.All<string>("Get-ZkAcl /a | ForEach-Object Id"), _session.All<string>("Get-ZkAcl $args[0] | ForEach-Object Id", path));
    }

    [Fact]
    public void Without_a_path_entries_go_back_to_their_own_nodes()
    {
        _session.Run("'/a', '/b' | New-ZkNode -Acl world:anyone:r, ip:127.0.0.1:cdrwa");
        Assert.Equal(["/a", "/b"], _session.All<string>("'/a', '/b' | Get-ZkAcl | Where-Object Scheme -eq ip | Set-ZkAcl -PassThru | ForEach-Object Path"));
        Assert.Equal(["ip", "ip"], _session.All<string>("'/a', '/b' | Get-ZkAcl | ForEach-Object Scheme"));
    }

    [Fact]
    public void Nodes_can_be_piped_in_and_entries_stand_beside_texts()
    {
        _session.Run("'/t/a', '/t/b' | New-ZkNode -Parents; Get-ZkChildNode /t | Set-ZkAcl -Acl (@(Get-ZkAcl /t) + 'ip:10.0.0.0/8:r')");
        Assert.Equal(["world:anyone:cdrwa", "ip:10.0.0.0/8:r"], _session.All<string>("Get-ZkAcl /t/b | ForEach-Object ToString"));
    }

    [Fact]
    public void A_password_is_hashed_here_and_shown_nowhere()
    {
        var messages = _session.Run(Alice + "$null = New-ZkNode /a; Set-ZkAcl /a 'digest:alice:s3cret:cdrwa' -Verbose 4>&1; Set-ZkAcl /a 'digest:alice:s3cret:r' -WhatIf; Get-ZkAcl /a", Credential());
        // What alice proves by -Credential is what was hashed.
        Assert.Equal("digest:alice:***:cdrwa", _session.One<string>("\"$(Get-ZkAcl /a)\""));
        Assert.Equal("alice:E9kPydtpTM5/gq77YrAHBdSAS7k=".Length, _session.One<string>("(Get-ZkAcl /a).Id").Length);
        _session.Run("Set-ZkNode /a 'alice may'");
        Assert.StartsWith("NoAuth,", _session.Error("Set-ZkNode /a 'others may not' -Session (Get-ZkSession)[0]").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", string.Join('\n', messages), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", string.Join('\n', _session.Run("(Get-ZkAcl /a).PSObject.Properties | ForEach-Object { \"$($_.Value)\" }")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_as_zkCli_prints_it_is_not_hashed_again()
    {
        _session.Run("$null = New-ZkNode /a -Acl 'digest:bob:2RR0YTnVxLPyb+6pRnL7aiTXb4o=:cdrwa', 'world:anyone:ra'");
        Assert.Equal("bob:2RR0YTnVxLPyb+6pRnL7aiTXb4o=", _session.One<string>("(Get-ZkAcl /a)[0].Id"));
    }

    [Fact]
    public void A_hash_that_the_server_held_back_is_not_set_again()
    {
        _session.Run(Alice + "$null = New-ZkNode /a -Acl 'digest:alice:s3cret:cdrwa', 'world:anyone:r'; $null = New-ZkNode /b", Credential());
        var error = _session.Error("Get-ZkAcl /a -Session (Get-ZkSession)[0] | Set-ZkAcl /b -Session $alice");
        Assert.StartsWith("MaskedAcl,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/b", error.TargetObject);
    }

    [Theory]
    [InlineData("digest:alice:s3cret")]
    [InlineData("digest:alice:s3cret:")]
    [InlineData("Digest:alice:s3cret:z")]
    [InlineData("digest::s3cret:r")]
    [InlineData("world:anyone")]
    [InlineData("world:me:r")]
    [InlineData("world:anyone:x")]
    [InlineData("anyone")]
    public void A_wrong_entry_is_told_by_its_form_without_its_password(string entry)
    {
        _session.Run("$null = New-ZkNode /a");
        var error = _session.Error("Set-ZkAcl /a $args[0]", entry);
        Assert.StartsWith("InvalidAcl,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("world:anyone:r", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString() + error.ErrorDetails + error.Exception, StringComparison.Ordinal);
        Assert.StartsWith("InvalidAcl,", _session.Error("New-ZkNode /b -Acl $args[0]", entry).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_that_nobody_can_prove_to_the_server_is_refused_with_what_it_lacks()
    {
        foreach (var entry in (string[])["x509:CN=alice,O=Example,C=CH:cdrwa", "sasl:alice:cdrwa"])
        {
            var error = _session.Error("New-ZkNode /a -Acl $args[0]", entry);
            Assert.StartsWith("InvalidAcl,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("sasl: needs a server with SASL, x509: one with a TLS port", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_changes_only_from_the_expected_version()
    {
        _session.Run("$null = New-ZkNode /a; Set-ZkAcl /a world:anyone:cdrwa -ExpectedVersion (Get-ZkNode /a).AclVersion");
        Assert.StartsWith("BadVersion,", _session.Error("Set-ZkAcl /a world:anyone:r -ExpectedVersion 0").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InvalidArgument,", _session.Error("Set-ZkAcl /a world:anyone:r -ExpectedVersion 0 -Recurse").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_gets_a_list_that_takes_the_right_to_read_and_ZooKeepers_own_nodes_are_left_alone()
    {
        _session.Run("1..70 | ForEach-Object { New-ZkNode /t/a/$_/x -Parents } | Out-Null; Set-ZkAcl / world:anyone:ca -Recurse -Confirm:$false");
        Assert.Equal("world:anyone:ca", _session.One<string>("\"$(Get-ZkAcl /t/a/70/x)\""));
        Assert.Equal("world:anyone:ca", _session.One<string>("\"$(Get-ZkAcl /)\""));
        Assert.Equal("world:anyone:cdrwa", _session.One<string>("\"$(Get-ZkAcl /zookeeper)\""));
    }

    [Fact]
    public void A_node_whose_list_may_not_be_set_is_an_error_and_all_others_get_theirs()
    {
        _session.Run("$null = '/t/a', '/t/b/x', '/t/c' | New-ZkNode -Parents; Set-ZkAcl /t/b world:anyone:r");
        var error = _session.Error("Set-ZkAcl /t world:anyone:cdra -Recurse");
        Assert.StartsWith("NoAuth,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/t/b", error.TargetObject);
        Assert.Equal(["world:anyone:cdra", "world:anyone:cdra", "world:anyone:r", "world:anyone:cdra", "world:anyone:cdra"], _session.All<string>("Get-ZkNode /t -Recurse | Get-ZkAcl | ForEach-Object ToString"));
    }

    [Fact]
    public void A_tree_that_does_not_exist_is_an_error() =>
        Assert.StartsWith("NoNode,", _session.Error("Set-ZkAcl /none world:anyone:r -Recurse").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void WhatIf_changes_no_list()
    {
        _session.Run("$null = New-ZkNode /a; Set-ZkAcl /a world:anyone:r -WhatIf; Set-ZkAcl /a world:anyone:r -Recurse -WhatIf; Get-ZkAcl /a | Set-ZkAcl -WhatIf");
        Assert.Equal(0, _session.One<int>("(Get-ZkNode /a).AclVersion"));
    }

    [Fact]
    public void Entries_complete() =>
        Assert.Equal(["world:anyone:r", "world:anyone:cdrwa"], _session.Complete("Set-ZkAcl /a w"));

    private static PSCredential Credential() => new("alice", new System.Net.NetworkCredential("", "s3cret").SecurePassword);
}
