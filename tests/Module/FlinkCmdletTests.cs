using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Cmdlets about a Flink cluster, against one that has jobs of nothing but names.</summary>
public sealed class FlinkCmdletTests : IDisposable
{
    private const string Orders = "00112233445566778899aabbccddeeff";

    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session = new();

    public FlinkCmdletTests()
    {
        _flink.AddJob("orders", Orders);
        _flink.AddJob("billing", "ffeeddccbbaa99887766554433221100");
        _flink.AddJob("billing", "0fffffffffffffffffffffffffffffff", "FAILED");
        _session.Run("$flink = Connect-Flink $args[0]", _flink.Address);
    }

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
    }

    [Fact]
    public void A_connection_says_where_and_which_version() =>
        Assert.Equal($"{_flink.Address} 2.3.0 True ", _session.One<string>("\"$($flink.Address) $($flink.Version) $($flink.IsDefault) $($flink.ClusterId)\""));

    [Theory]
    [InlineData("Get-FlinkJob", "orders billing billing")]
    [InlineData("Get-FlinkJob b*", "billing billing")]
    [InlineData("Get-FlinkJob billing, orders", "billing billing orders")]
    [InlineData("Get-FlinkJob orders, o*, orders", "orders")]
    [InlineData("Get-FlinkJob 00112233445566778899AABBCCDDEEFF", "orders")]
    [InlineData("'orders', 'b*' | Get-FlinkJob -State running", "orders billing")]
    [InlineData("Get-FlinkJob -State FAILED, FINISHED", "billing")]
    [InlineData("Get-FlinkJob nosuch*", "")]
    [InlineData("Get-FlinkJob | Get-FlinkJob", "orders billing billing")]
    [InlineData("Get-FlinkJob -JobId 00112233445566778899aabbccddeeff", "orders")]
    [InlineData("[pscustomobject]@{ JobId = '00112233445566778899aabbccddeeff' } | Get-FlinkJob", "orders")]
    [InlineData("Get-FlinkJob orders -Cluster $flink", "orders")]
    [InlineData("Get-FlinkJob orders -Cluster $flink.Id", "orders")]
    public void Jobs_are_picked_by_name_id_and_state(string script, string names) => Assert.Equal(names, _session.One<string>($"\"$(({script}).Name)\""));

    [Fact]
    public void A_job_tells_what_the_list_has_and_more_when_it_is_asked_for()
    {
        const string Facts = "\"$($_.JobId) $($_.State) $($_.Duration) $($_.RunningTasks)/$($_.Tasks) $($_.Started.ToString('u')) p$($_.Parallelism) c$($_.LastCheckpoint) $($_.LastCheckpointPath) r$($_.Restarts)\"";
        Assert.Equal($"{Orders} RUNNING 00:01:30 4/4 2026-01-01 00:00:00Z p c  r", _session.One<string>($"Get-FlinkJob orders | ForEach-Object {{ {Facts} }}"));
        Assert.Equal($"{Orders} RUNNING 00:01:30 4/4 2026-01-01 00:00:00Z p2 c17 file:/chk/{Orders}/chk-17 r2", _session.One<string>($"Get-FlinkJob orders -Detailed | ForEach-Object {{ {Facts} }}"));
    }

    [Theory]
    [InlineData("Get-FlinkJob nosuch", "FlinkJobNotFound", "nosuch")]
    [InlineData("Get-FlinkJob -JobId 00000000000000000000000000000000", "FlinkJobNotFound", "00000000000000000000000000000000")]
    [InlineData("Get-FlinkCheckpoint nosuch", "FlinkJobNotFound", "nosuch")]
    [InlineData("Get-FlinkException -JobId 00000000000000000000000000000000", "FlinkJobNotFound", "00000000000000000000000000000000")]
    [InlineData("Get-FlinkTaskManager nosuch", "FlinkTaskManagerNotFound", "nosuch")]
    [InlineData("Get-FlinkMetric nosuch", "FlinkMetricNotFound", "nosuch")]
    public void What_is_not_there_is_an_error_with_advice(string script, string id, string target)
    {
        var error = _session.Error(script);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal((ErrorCategory.ObjectNotFound, target), (error.CategoryInfo.Category, error.TargetObject.ToString()));
        Assert.Contains(target, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void One_that_is_not_there_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("Get-FlinkJob nosuch, orders");
        Assert.Equal($"orders ({Orders}): RUNNING", Assert.Single(output).ToString());
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("0011")]
    public void What_is_no_id_is_told_as_such(string id) => Assert.Contains("32 hexadecimal digits", _session.Error($"Get-FlinkJob -JobId {id}").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-FlinkCheckpoint orders", "17 16")]
    [InlineData("Get-FlinkJob orders | Get-FlinkCheckpoint -Latest", "17")]
    [InlineData("Get-FlinkCheckpoint orders -Savepoint", "")]
    public void Checkpoints_of_a_job_come_newest_first(string script, string numbers) => Assert.Equal(numbers, _session.One<string>($"\"$(({script}).CheckpointId)\""));

    [Fact]
    public void A_failure_has_cause_task_and_stack() => Assert.Equal(
        "FailureException: no such topic|source (1/2)|10.0.0.7:6122-79feef|True",
        _session.One<string>("Get-FlinkJob orders | Get-FlinkException -Newest 1 | ForEach-Object { \"$($_.Cause)|$($_.Task)|$($_.TaskManagerId)|$($_.StackTrace.Contains('Job.java:7'))\" }"));

    [Fact]
    public void Metrics_are_picked_by_name()
    {
        Assert.Equal("numRestarts = 2; uptime = 90000", _session.One<string>("(Get-FlinkJob orders | Get-FlinkMetric num*, up* | ForEach-Object { \"$_\" }) -join '; '"));
        Assert.Equal("taskmanagers/10.0.0.7:6122-79feef 2", _session.One<string>("Get-FlinkTaskManager | Get-FlinkMetric numRestarts | ForEach-Object { \"$($_.Scope) $($_.Value)\" }"));
    }

    [Fact]
    public void Objects_go_on_to_the_cluster_that_they_came_from()
    {
        using var other = new FakeFlink();
        _session.Run("$null = Connect-Flink $args[0]", other.Address);
        Assert.Equal(0, _session.One<int>("@(Get-FlinkJob).Count"));
        Assert.Equal(2, _session.One<int>("@(Get-FlinkJob orders -Cluster $flink | Get-FlinkCheckpoint).Count"));
    }

    [Fact]
    public void The_last_connection_is_the_default_and_closing_it_gives_it_back()
    {
        using var other = new FakeFlink();
        Assert.Equal("2 False True", _session.One<string>("$second = Connect-Flink $args[0]; \"$(@(Get-FlinkConnection).Count) $($flink.IsDefault) $($second.IsDefault)\"", other.Address));
        Assert.Equal("1 True True", _session.One<string>("Disconnect-Flink; \"$(@(Get-FlinkConnection).Count) $($flink.IsDefault) $($second.IsClosed)\""));
        Assert.Equal("FlinkNotConnected", _session.Error("Get-FlinkJob -Cluster $second").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("FlinkNotConnected", _session.Error("Get-FlinkConnection | Disconnect-Flink; Get-FlinkJob").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("FlinkConnectionNotFound", _session.Error("Get-FlinkConnection 4711").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("Connect-Flink http://127.0.0.1:1 -Timeout 300ms", "FlinkNotReached")]
    [InlineData("Connect-Flink ftp://jm1", "InvalidArgument")]
    [InlineData("Connect-Flink -ClusterId x", "NotConnected")]
    [InlineData("Connect-Flink http://127.0.0.1:1 -Credential ([pscredential]::new('a', (ConvertTo-SecureString 'b' -AsPlainText -Force))) -Token (ConvertTo-SecureString 'b' -AsPlainText -Force)", "InvalidAuth")]
    public void What_cannot_be_connected_to_is_an_error(string script, string id) => Assert.Equal(id, _session.Error(script).FullyQualifiedErrorId.Split(',')[0]);

    [Theory]
    [InlineData("-Credential ([pscredential]::new('alice', (ConvertTo-SecureString 's3cret' -AsPlainText -Force)))", "Basic YWxpY2U6czNjcmV0", "alice")]
    [InlineData("-Token (ConvertTo-SecureString 's3cret' -AsPlainText -Force)", "Bearer s3cret", "")]
    public void Credentials_go_to_the_server_and_are_shown_nowhere(string parameters, string header, string user)
    {
        Assert.Equal(user, _session.One<string>($"$c = Connect-Flink $args[0] {parameters} -Verbose 4>&1 5>&1; \"$($c.User)\"", _flink.Address));
        Assert.Equal(header, _flink.Requests[^1].Headers["authorization"]);
        Assert.DoesNotContain("s3cret", _session.One<string>("$c | Format-List * | Out-String; $c | ConvertTo-Json | Out-Null") + _session.One<string>("$c | ConvertTo-Json -Depth 4"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_leader_that_ZooKeeper_names_is_followed()
    {
        using var second = new FakeFlink { Version = "2.3.1" };
        second.AddJob("elsewhere");
        _session.Run("""
            $null = Connect-Zk -Embedded
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            function Publish($address) { $codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($address, [guid]::NewGuid()))) }
            $null = New-ZkNode /flink/prod/leader/rest_server/connection_info (Publish $args[0]) -Parents
            """, _flink.Address.AbsoluteUri.TrimEnd('/'));
        Assert.Equal("/prod (Flink 2.3.0)", _session.One<string>("$prod = Get-FlinkCluster prod | Connect-Flink; \"$prod\""));
        Assert.Equal("orders billing billing", _session.One<string>("\"$((Get-FlinkJob).Name)\""));
        Assert.Equal("elsewhere", _session.One<string>("Set-ZkNode /flink/prod/leader/rest_server/connection_info (Publish $args[0]); \"$((Get-FlinkJob).Name)\"", second.Address.AbsoluteUri.TrimEnd('/')));
        Assert.Equal($"{second.Address} True", _session.One<string>("\"$($prod.Address) $([datetimeoffset]::Now - $prod.Answered -lt [timespan]::FromMinutes(5))\""));
        Assert.Equal("ClusterNotFound", _session.Error("Connect-Flink -ClusterId nosuch").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Tab_offers_names_of_jobs() => Assert.Equal(["billing"], _session.Complete("Get-FlinkJob b"));

    [Fact]
    public void A_thousand_jobs_are_listed_in_a_moment()
    {
        using var many = new FakeFlink();
        for (var i = 0; i < 1000; i++)
            many.AddJob($"job {i}");
        _session.Run("$null = Connect-Flink $args[0]; Get-FlinkJob", many.Address);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_session.One<double>("(Measure-Command { $all = Get-FlinkJob }).TotalMilliseconds"):0} ms");
        Assert.Equal(1000, _session.One<int>("$all.Count"));
    }
}
