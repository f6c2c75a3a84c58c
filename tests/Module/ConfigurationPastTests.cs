namespace FlinkZk.Module.Tests;

/// <summary>A configuration as it was: compared with what is, and taken back.</summary>
public sealed class ConfigurationPastTests : IDisposable
{
    private const string Some = "Set-ZkConfig @{ retries = 3 }; Set-ZkConfig orders @{ threshold = 100; window = '5m' }; Set-ZkConfig orders @{ threshold = 7; added = 1 }; Set-ZkConfig @{ retries = 5 }; Remove-ZkConfig orders window; Set-ZkConfig billing @{ threshold = 1 };";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Restore-ZkConfig 2", "retries=3 threshold=100 window=5m", "retries=3")]
    [InlineData("Restore-ZkConfig 2 orders", "retries=5 threshold=100 window=5m", "retries=5 threshold=1")]
    [InlineData("Restore-ZkConfig 2 -Default", "added=1 retries=3 threshold=7", "retries=3 threshold=1")]
    [InlineData("Restore-ZkConfig 2 -Job o* -Key t*", "added=1 retries=5 threshold=100", "retries=5 threshold=1")]
    [InlineData("Restore-ZkConfig 0", "", "")]
    public void What_is_asked_for_comes_back_as_one_revision(string script, string orders, string billing)
    {
        _session.Run(Some);
        _session.Run(script);
        Assert.Equal(orders, Values("orders"));
        Assert.Equal(billing, Values("billing"));
        Assert.Equal("7 as at revision", _session.One<string>("$h = Get-ZkConfigHistory -Newest 1; \"$($h.Revision) $($h.Reason -replace ' \\d+$')\""));
    }

    [Fact]
    public void Restoring_is_taken_back_by_restoring()
    {
        _session.Run(Some + "Restore-ZkConfig 2; Restore-ZkConfig 6");
        Assert.Equal("added=1 retries=5 threshold=7", Values("orders"));
        Assert.Empty(_session.Run("Compare-ZkConfig orders -ReferenceRevision 6"));
    }

    [Fact]
    public void Where_nothing_has_changed_there_is_no_revision() =>
        Assert.Equal("6", _session.One<string>(Some + "Restore-ZkConfig 6 -PassThru; \"$((Get-ZkConfigHistory -Newest 1).Revision)\""));

    [Fact]
    public void WhatIf_shows_each_value_and_changes_none()
    {
        _session.Run(Some);
        Assert.Empty(_session.Run("Restore-ZkConfig 2 -WhatIf"));
        Assert.Equal("6", _session.One<string>("\"$((Get-ZkConfigHistory -Newest 1).Revision)\""));
    }

    [Fact]
    public void A_secret_that_has_changed_is_an_error_and_is_left_out_on_demand()
    {
        _session.Run("Set-ZkConfig orders password one -Secret; Set-ZkConfig orders threshold 1; Set-ZkConfig orders password two -Secret; Set-ZkConfig orders threshold 2");
        var error = _session.Error("Restore-ZkConfig 2");
        Assert.StartsWith("SecretNotKept,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("orders: password", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("two 1", _session.One<string>("Restore-ZkConfig 2 -SkipSecret; \"$((Get-ZkConfig orders password).Value) $((Get-ZkConfig orders threshold).Value)\"").Replace("***", "two", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Restore-ZkConfig 99", "RevisionNotFound,")]
    [InlineData("Compare-ZkConfig orders -ReferenceRevision 99", "RevisionNotFound,")]
    [InlineData("Remove-ZkNode /flinkzk/default/history/0/4; Restore-ZkConfig 2", "RevisionNotFound,")]
    [InlineData("Compare-ZkConfig a/b", "InvalidArgument,")]
    public void What_is_not_known_is_told(string script, string errorId)
    {
        _session.Run(Some);
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-ZkConfig orders -ReferenceRevision 2", "added: (none) => 1|retries: 3 <> 5|threshold: 100 <> 7|window: \"5m\" <= (none)")]
    [InlineData("Compare-ZkConfig orders -ReferenceRevision 2 -DifferenceRevision 3", "added: (none) => 1|threshold: 100 <> 7")]
    [InlineData("Compare-ZkConfig orders billing", "added: 1 <= (none)|threshold: 7 <> 1")]
    [InlineData("Compare-ZkConfig orders billing -IncludeEqual", "added: 1 <= (none)|retries: 5 == 5|threshold: 7 <> 1")]
    [InlineData("Compare-ZkConfig -ReferenceRevision 1", "retries: 3 <> 5")]
    [InlineData("Compare-ZkConfig orders", "")]
    public void Two_sides_are_compared_key_by_key(string script, string told) => Assert.Equal(told, string.Join('|', _session.All<string>($"{Some} {script} | ForEach-Object {{ \"$_\" }}")));

    [Fact]
    public void Two_ensembles_are_compared_and_secrets_are_compared_unseen()
    {
        _session.Run("$one = Get-ZkSession; Set-ZkConfig orders @{ a = 1 }; Set-ZkConfig orders password x -Secret; $two = Connect-Zk -Embedded; Set-ZkConfig orders @{ a = 2 }; Set-ZkConfig orders password y -Secret");
        Assert.Equal(["a: 1 <> 2", "password: *** <> ***"], _session.All<string>("Compare-ZkConfig orders -Session $one -DifferenceSession $two | ForEach-Object { \"$_\" }"));
        Assert.Equal("*** ***", _session.One<string>("Set-ZkConfig orders password x -Secret -Session $two; $d = Compare-ZkConfig orders -Session $one -DifferenceSession $two -IncludeEqual | Where-Object Key -eq password; \"$($d.Reference) $($d.Difference)\""));
        Assert.Equal("==", _session.One<string>("$d.SideIndicator"));
    }

    private string Values(string job) => _session.One<string>($"\"$(Get-ZkConfig {job} -ErrorAction Ignore | ForEach-Object {{ \"$($_.Key)=$($_.Value)\" }})\"");
}
