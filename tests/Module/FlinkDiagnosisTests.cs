using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>What a Flink cluster tells of its jobs and processes, at the prompt.</summary>
public sealed class FlinkDiagnosisTests : IDisposable
{
    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session = new();

    public FlinkDiagnosisTests()
    {
        _flink.AddJob("orders", "00112233445566778899aabbccddeeff");
        _session.Run("$flink = Connect-Flink $args[0]", _flink.Address);
    }

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
    }

    [Theory]
    [InlineData("(Get-FlinkPlan orders | ForEach-Object { \"$($_.Name) x$($_.Parallelism) $($_.Inputs.Strategy)\" }) -join '|'", "Source: org.example.FailureException: no such topic -> a > b -> Timestamps/Watermarks x2 |sums -> Sink: out x2 HASH")]
    [InlineData("(Get-FlinkWatermark orders | ForEach-Object { \"$($_.Vertex) $($_.Subtask) $($_.State) $(if ($_.Watermark) { $_.Watermark.ToString('u') })\" }) -join '|'", "source 0 Time 2026-01-01 00:00:00Z|source 1 None ")]
    [InlineData("(Get-FlinkWatermark orders)[0].Lag.TotalDays -gt 0", "True")]
    [InlineData("Get-FlinkBackpressure orders | ForEach-Object { \"$($_.Vertex) $($_.Level) $($_.BackPressured) $($_.Busy) $($_.Idle) $($_.Subtasks.Count)\" }", "source high 0.6 0.3 0.1 2")]
    [InlineData("(Get-FlinkLog).Level -join ' '", "INFO WARN INFO")]
    [InlineData("(Get-FlinkLog -Tail 1).Message", "Restarting")]
    [InlineData("Get-FlinkTaskManager | Get-FlinkLog | Where-Object Level -eq WARN | ForEach-Object { \"$($_.Process) $($_.File) $($_.Time.ToString('s')) $($_.Message.Split(\"`n\").Count)\" }", "10.0.0.7:6122-79feef taskmanager.log 2026-01-01T00:00:02 2")]
    [InlineData("(Get-FlinkLog -List).Name -join ' '", "jobmanager.log gc.log.0")]
    [InlineData("(Get-FlinkThreadDump f*).State", "RUNNABLE")]
    [InlineData("(Get-FlinkJob | Get-FlinkMetric num* -Summary | ForEach-Object { \"$($_.Name) $($_.Minimum) $($_.Average) $($_.Maximum) $($_.Sum)\" }) -join '|'", "numRestarts 0 0.5 2 2")]
    [InlineData("(Get-FlinkJob | Get-FlinkMetric busy* -Summary -Vertex ca88eee0095684d687a1b6495617f957).Scope", "jobs/00112233445566778899aabbccddeeff/vertices/ca88eee0095684d687a1b6495617f957/subtasks")]
    [InlineData("@(Get-FlinkJob | Get-FlinkMetric numRestarts -Watch -Interval 100ms | Select-Object -First 3).Count", "3")]
    [InlineData("(Watch-FlinkCluster -Interval 100ms -MaxLag 3600s -Debounce 0s | Select-Object -First 4 | ForEach-Object { \"$($_.Kind)$($_.Edge)\" }) -join ' '", "LeaderChanged TaskManagerAdded JobState LagOverRaised")]
    [InlineData("@(Watch-FlinkCluster -NoSnapshot -Interval 100ms -Timeout 1s).Count", "0")]
    [InlineData("Get-FlinkJob orders -Detailed | ForEach-Object { \"$($_.BackPressured) $($_.Busy) $($_.WatermarkLag -gt 0)\" }", "0.25 1 True")]
    public void A_cluster_tells_what_is_the_matter(string script, string expected) => Assert.Equal(expected, _session.One<string>($"\"$({script})\""));

    [Theory]
    [InlineData("Get-FlinkLog nosuch.log", "FlinkLogNotFound")]
    [InlineData("Get-FlinkLog * -Follow", "InvalidArgument")]
    [InlineData("Get-FlinkPlan nosuch", "FlinkJobNotFound")]
    [InlineData("Get-FlinkMetric -Interval 1s", "InvalidArgument")]
    public void What_is_wrong_is_an_error(string script, string id) => Assert.Equal(id, _session.Error(script).FullyQualifiedErrorId.Split(',')[0]);

    [Theory]
    [InlineData("Get-FlinkBackpressure", "java.util.concurrent.CompletionException: java.util.NoSuchElementException\n\tat java.util.Optional.get(Optional.java:1)")]
    [InlineData("Get-FlinkWatermark", "org.apache.flink.runtime.rest.NotFoundException: JobVertex ca88eee0095684d687a1b6495617f957 not found")]
    public void A_part_that_is_gone_meanwhile_is_an_error_of_its_job_and_the_others_are_given(string cmdlet, string stack)
    {
        _flink.AddJob("orders", "ffffffffffffffffffffffffffffffff");
        _flink.VertexFailure = ("00112233445566778899aabbccddeeff", stack);
        var (output, errors) = _session.RunWithErrors($"{cmdlet} orders | Select-Object -Unique JobId");
        Assert.Equal("ffffffffffffffffffffffffffffffff", Assert.Single(output).Properties["JobId"].Value);
        var error = Assert.Single(errors);
        Assert.Equal(("FlinkVertexGone", "00112233445566778899aabbccddeeff"), (error.FullyQualifiedErrorId.Split(',')[0], error.TargetObject));
        Assert.Contains("'source'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-FlinkBackpressure orders")]
    [InlineData("Get-FlinkWatermark orders")]
    [InlineData("Get-FlinkPlan orders")]
    public void Parts_of_jobs_of_one_name_stand_under_their_ids(string script)
    {
        _flink.AddJob("orders", "ffffffffffffffffffffffffffffffff");
        var shown = _session.One<string>($"{script} | Out-String -Width 80");
        Assert.Contains("JobId: 00112233445566778899aabbccddeeff", shown, StringComparison.Ordinal);
        Assert.Contains("JobId: ffffffffffffffffffffffffffffffff", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_savepoints_that_is_not_there_is_an_error() =>
        Assert.Equal("FlinkSavepointNotFound", _session.Error("Get-FlinkSavepoint -Path /no/such/folder").FullyQualifiedErrorId.Split(',')[0]);

    [Fact]
    public void A_connection_may_have_a_session_of_its_own_which_ends_with_it()
    {
        using var embedded = ModuleSession.Embedded();
        embedded.Run("""
            $null = Get-FlinkCluster -ErrorAction Ignore
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = New-ZkNode /flink/default/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($args[0], [guid]::NewGuid())))) -Parents
            """, _flink.Address.ToString());
        Assert.Equal("/default 1", embedded.One<string>("$own = Connect-Flink -ZooKeeper (Get-ZkSession).ConnectionString -ClusterId default; \"$($own.ClusterId) $(@(Get-FlinkJob).Count)\""));
        Assert.Equal(1, embedded.One<int>("@(Get-ZkSession).Count"));
        Assert.Equal("2 1", embedded.One<string>("$before = (Get-ZkServer).Connections; Disconnect-Flink; \"$before $((Get-ZkServer).Connections)\""));
        var file = Path.Combine(Path.GetTempPath(), $"flinkzk-{Guid.NewGuid():n}", "config.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            embedded.Run("Set-Content $args[0] 'high-availability.type: zookeeper', \"high-availability.zookeeper.quorum: $((Get-ZkSession).ConnectionString)\"", file);
            Assert.Equal("/default", embedded.One<string>("$own = Connect-Flink -ConfigFile $args[0]; Disconnect-Flink; $own.ClusterId", Path.GetDirectoryName(file)!));
            embedded.Run("Set-Content $args[0] 'rest:', '  address: 127.0.0.1', \"  port: $($args[1])\"", file, _flink.Address.Port);
            Assert.Equal(_flink.Address, embedded.One<Uri>("$own = Connect-Flink -ConfigFile $args[0]; Disconnect-Flink; $own.Address", file));
            embedded.Run("Set-Content $args[0] 'a: b'", file);
            Assert.Equal("FlinkConfigUnreadable", embedded.Error("Connect-Flink -ConfigFile $args[0]", file).FullyQualifiedErrorId.Split(',')[0]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
        Assert.Equal("ConnectionFailed", embedded.Error("Connect-Flink -ZooKeeper 127.0.0.1:1 -ClusterId x -Timeout 300ms").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("ClusterNotFound", embedded.Error("Connect-Flink -ZooKeeper (Get-ZkSession).ConnectionString -ClusterId nosuch").FullyQualifiedErrorId.Split(',')[0]);
    }
}
