namespace FlinkZk.Module.Tests;

/// <summary>One item that cannot be read is an error of its own, and hides no other.</summary>
public sealed class OneBadItemTests : IDisposable
{
    private const string OfNobody = "digest:nobody:x:cdrwa";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-ZkConfig orders", "orders/gap = 5s|orders/threshold = 100", "/flinkzk/default/config/jobs/orders/limit")]
    [InlineData("Get-ZkConfig", "gap = 5s|orders/threshold = 100", "/flinkzk/default/config/jobs/orders/limit")]
    [InlineData("Get-ZkConfig o*", "orders/gap = 5s|orders/threshold = 100", "/flinkzk/default/config/jobs/orders/limit")]
    [InlineData("Get-ZkConfig orders limit", "", "/flinkzk/default/config/jobs/orders/limit")]
    [InlineData("Get-ZkConfig orders threshold", "orders/threshold = 100", "")]
    public void A_value(string command, string seen, string refused)
    {
        _session.Run("Set-ZkConfig @{ gap = '5s' }; Set-ZkConfig orders @{ threshold = 100; limit = 1 }; $null = Set-ZkAcl /flinkzk/default/config/jobs/orders/limit $args[0]", OfNobody);
        See(command, seen, refused, "NoAuth");
    }

    [Fact]
    public void A_jobs_values_and_the_list_of_jobs()
    {
        _session.Run("Set-ZkConfig @{ gap = '5s' }; Set-ZkConfig orders @{ threshold = 100 }; Set-ZkConfig other @{ threshold = 1 }; $null = Set-ZkAcl /flinkzk/default/config/jobs/orders $args[0]", OfNobody);
        See("Get-ZkConfig", "gap = 5s|other/threshold = 1", "/flinkzk/default/config/jobs/orders", "NoAuth");
        _session.Run("$null = Set-ZkAcl /flinkzk/default/config/jobs $args[0]", OfNobody);
        See("Get-ZkConfig", "gap = 5s", "/flinkzk/default/config/jobs", "NoAuth");
    }

    [Fact]
    public void The_locks_that_may_not_be_listed_hide_no_job()
    {
        _session.Run("Set-ZkConfig orders @{ threshold = 100 }; $null = New-ZkNode /flinkzk/default/locks; $null = Set-ZkAcl /flinkzk/default/locks $args[0]", OfNobody);
        See("Get-ZkConfig orders", "orders/threshold = 100", "", "");
    }

    [Fact]
    public void A_value_that_is_to_be_removed()
    {
        _session.Run("Set-ZkConfig orders @{ threshold = 100; limit = 1 }; $null = Set-ZkAcl /flinkzk/default/config/jobs/orders/limit $args[0]", OfNobody);
        See("Remove-ZkConfig orders *", "", "/flinkzk/default/config/jobs/orders/limit", "NoAuth");
        See("Get-ZkChildNode /flinkzk/default/config/jobs/orders", "", "/flinkzk/default/config/jobs/orders/limit", "NoAuth");
    }

    [Fact]
    public void A_revision()
    {
        _session.Run("1..3 | ForEach-Object { Set-ZkConfig @{ k = $_ } }; $null = Set-ZkNode /flinkzk/default/history/0/2 '{\"changes\":[null]}'");
        var (output, errors) = _session.RunWithErrors("Get-ZkConfigHistory | ForEach-Object Revision");
        Assert.Equal([3L, 1L], output.Select(item => item.BaseObject));
        var error = Assert.Single(errors);
        Assert.StartsWith("InvalidData,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/flinkzk/default/history/0/2", error.TargetObject);
        Assert.StartsWith("InvalidData,", _session.Error("Get-ZkConfigHistory -Revision 2").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_holder_of_a_lock()
    {
        _session.Run("""
            $mine = Get-ZkSession; $other = Connect-Zk $mine.ConnectionString
            $held = Lock-FlinkJob orders -Session $other; $null = Set-ZkAcl $held.Path $args[0] -Session $other; $free = Lock-FlinkJob other -Session $other
            """, OfNobody);
        var (output, errors) = _session.RunWithErrors("Get-FlinkJobLock -Session $mine | ForEach-Object Job");
        Assert.Equal("other", Assert.Single(output).BaseObject);
        Assert.Equal(_session.One<string>("$held.Path"), Assert.Single(errors).TargetObject);
        var refused = _session.Error("Lock-FlinkJob orders -Timeout 100ms -Session $mine");
        Assert.StartsWith("LockTimeout,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("may not read", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_does_without_a_value_that_it_does_not_ask_for_and_tells_so()
    {
        _session.Run("Set-ZkConfig orders @{ threshold = 100; limit = 1 }; $null = Set-ZkAcl /flinkzk/default/config/jobs/orders/limit $args[0]", OfNobody);
        Assert.Equal("200", _session.One("(200, 50 | ForEach-Object { @{ v = $_ } } | Start-FlinkStream -Job orders -Where { $_.v -gt $config.threshold } -WarningVariable told -WarningAction SilentlyContinue 6>$null).v").ToString());
        Assert.Contains("limit", _session.One("$told[0]").ToString(), StringComparison.Ordinal);
        Assert.StartsWith("KeyNotFound,", _session.Error("@{ v = 1 } | Start-FlinkStream -Job orders -Where { $_.v -gt $config.limit } -WarningAction SilentlyContinue 6>$null").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private void See(string command, string seen, string refused, string id)
    {
        var (output, errors) = _session.RunWithErrors(command);
        Assert.Equal(seen, string.Join('|', output.Select(item => item.ToString())));
        Assert.Equal(refused, string.Join('|', errors.Select(error => error.TargetObject)));
        Assert.All(errors, error => Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }
}
