using System.Management.Automation;
using System.Net;

namespace FlinkZk.Module.Tests;

/// <summary>Whoever was first owns the parents of locks and values, and may take away what others put there: that is told, or refused.</summary>
public sealed class StrangersTests : IDisposable
{
    private static readonly PSCredential Alice = new("alice", new NetworkCredential("", "s3cret").SecurePassword);
    private readonly ModuleSession _session = new();

    public StrangersTests() => _session.Run("$server = Start-ZkServer; $anybody = $server | Connect-Zk; $alice = $server | Connect-Zk -Credential $args[0]", Alice);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("/flinkzk/default/locks/j", "Lock-FlinkJob j { }")]
    [InlineData("/flinkzk/default/config/jobs/j", "Set-ZkConfig j @{ k = 1 }")]
    [InlineData("/flinkzk/default/config/jobs/j", "Set-ZkConfig j @{ k = 1 }; Remove-ZkConfig j k")]
    [InlineData("/flinkzk/default/config/defaults", "Set-ZkConfig @{ k = 1 }")]
    [InlineData("/flinkzk/default/history/0", "Set-ZkConfig j @{ k = 1 }")]
    [InlineData("/flinkzk/default/config", "Set-ZkConfig j @{ k = 1 }")]
    public void A_session_with_an_identity_is_told_once_and_a_strict_one_is_refused(string parent, string command)
    {
        _session.Run($"$null = New-ZkNode {parent} -Parents -Session $anybody");
        var told = Warnings($"{command}; {command.Split(' ')[0]} other{(command.StartsWith("Lock", StringComparison.Ordinal) ? " { }" : " @{ k = 2 }")}; {command}");
        var warning = Assert.Single(told, text => text.Contains($"'{parent}'", StringComparison.Ordinal));
        Assert.Contains("world:anyone may take away", warning, StringComparison.Ordinal);

        _session.Run("$strict = $server | Connect-Zk -Credential $args[0] -Strict", Alice);
        var error = _session.Error(command.Split(';')[0]);
        Assert.StartsWith("ParentNotOwned,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Fact]
    public void Who_lays_the_root_as_the_topic_says_is_told_nothing_and_refused_nothing()
    {
        Assert.Empty(Warnings("$alice = $server | Connect-Zk -Credential $args[0] -Strict; $null = New-ZkNode /flinkzk/default -Parents -Acl auth::cdrwa; Lock-FlinkJob j { }; Set-ZkConfig j @{ k = 1 }; Set-ZkConfig @{ k = 1 }; Remove-ZkConfig j k", Alice));
        Assert.StartsWith("NoAuth,", _session.Error("New-ZkNode /flinkzk/default/locks/other -Session $anybody").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(_session.One<bool>("$alice.IsStrict"));
    }

    [Fact]
    public void What_others_own_is_closed_as_the_topic_says()
    {
        _session.Run("$null = New-ZkNode /flinkzk/default/locks/j -Parents -Session $anybody; $strict = $server | Connect-Zk -Credential $args[0] -Strict; Set-ZkAcl /flinkzk auth::cdrwa -Recurse", Alice);
        Assert.Equal("1", _session.One("Lock-FlinkJob j { 1 }").ToString());
    }

    [Fact]
    public void A_named_stranger_is_told_and_a_colleague_whom_the_root_names_is_not()
    {
        _session.Run("$null = New-ZkNode /flinkzk/default/locks/j -Parents; $null = Set-ZkAcl /flinkzk/default/locks/j auth::cdrwa, digest:bob:x:cdrwa");
        Assert.Contains("digest:bob may", Assert.Single(Warnings("Lock-FlinkJob j { }")), StringComparison.Ordinal);
        _session.Run("$null = Set-ZkAcl /flinkzk/default auth::cdrwa, digest:bob:x:cdrwa; $alice = $server | Connect-Zk -Credential $args[0]", Alice);
        Assert.Empty(Warnings("Lock-FlinkJob j { }"));
    }

    [Fact]
    public void A_session_without_an_identity_is_told_nothing_and_cannot_be_strict()
    {
        Assert.Empty(Warnings("Lock-FlinkJob j -Session $anybody { }; Set-ZkConfig j @{ k = 1 } -Session $anybody"));
        Assert.StartsWith("IdentityMissing,", _session.Error("$server | Connect-Zk -Strict").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string[] Warnings(string script, params object[] arguments)
    {
        using var shell = _session.Shell(script, arguments);
        shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. shell.Streams.Warning.Select(warning => warning.Message)];
    }
}
