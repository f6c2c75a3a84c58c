namespace FlinkZk.Module.Tests;

/// <summary>Test-FlinkHa at the prompt; what is found by which rule is tested in the room of clusters.</summary>
public sealed class HaCmdletTests : IDisposable
{
    private const string Setup = """
        $job = '9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071'
        $null = '/flink/idle/leader', "/flink/one/execution-plans/$job/locks", "/flink/two/execution-plans/$job/locks", '/flink/one/leader', '/flink/two/leader' | New-ZkNode -Parents
        """;

    private readonly ModuleSession _session = ModuleSession.Embedded();

    public HaCmdletTests() => _session.Run(Setup);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Test-FlinkHa idle", "Information ClusterEmpty /flink/idle; Information ResultsUnseen /flink/idle")]
    [InlineData("Test-FlinkHa one", "Error NoLeader /flink/one; Error PlanUnreadable /flink/one/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071; Information ResultsUnseen /flink/one")]
    [InlineData("Get-FlinkCluster idle | Test-FlinkHa", "Information ClusterEmpty /flink/idle; Information ResultsUnseen /flink/idle")]
    [InlineData("Test-FlinkHa one | Where-Object Kind -eq NoLeader | Test-FlinkHa | Where-Object Kind -eq PlanUnreadable", "Error PlanUnreadable /flink/one/execution-plans/9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071")]
    public void Findings_come_the_worst_first(string script, string findings) =>
        Assert.Equal(findings, string.Join("; ", _session.All<string>($"{script} | ForEach-Object {{ \"$($_.Severity) $($_.Kind) $($_.Path)\" }}")));

    [Fact]
    public void Several_clusters_are_judged_beside_each_other_too() =>
        Assert.Equal(["/one", "/two"], _session.All<string>("Test-FlinkHa | Where-Object Kind -eq JobInSeveralClusters | ForEach-Object ClusterId"));

    [Theory]
    [InlineData("Test-FlinkHa idle -Quiet", true)]
    [InlineData("Test-FlinkHa -Quiet", false)]
    [InlineData("Test-FlinkHa nosuch* -Quiet", false)]
    [InlineData("Test-FlinkHa nosuch, idle -Quiet -ErrorAction Ignore", false)]
    [InlineData("$null = Set-ZkAcl /flink/idle/leader digest:nobody:aGFzaA==:cdrwa; Test-FlinkHa idle -Quiet", false)]
    public void Quiet_gives_whether_all_is_well(string script, bool well) => Assert.Equal(well, _session.One<bool>(script));

    [Fact]
    public void Verbose_says_what_was_judged() => Assert.Contains("/one: 1 plan and 0 checkpoints judged", _session.One<string>("\"$(Test-FlinkHa one -Verbose 4>&1)\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("-StoragePath $folder", "/idle")]
    [InlineData("-StoragePath \"file://$folder\"", "/idle")]
    [InlineData("-ConfigFile $folder/config.yaml", "/idle")]
    [InlineData("-ConfigFile $folder", "/idle")]
    [InlineData("-StoragePath $folder", "/gone")]
    public void A_result_of_a_cluster_without_jobs_is_found_and_mended_through_the_pipeline(string storage, string cluster)
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-ha-");
        try
        {
            var results = Directory.CreateDirectory(Path.Combine(folder.FullName, "job-result-store", cluster[1..])).FullName;
            var file = Path.Combine(results, "9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071_DIRTY.json");
            File.WriteAllText(file, "{}");
            File.WriteAllText(Path.Combine(folder.FullName, "config.yaml"), $"high-availability:\n  storageDir: file://{folder.FullName}\n");
            _session.Run("$folder = $args[0]", folder.FullName);
            Assert.Equal("DirtyResult", _session.One<string>($"(Test-FlinkHa {cluster} {storage} | Where-Object Kind -in DirtyResult, ResultsUnseen).Kind.ToString()"));
            _session.Run($"Test-FlinkHa {cluster} {storage} | Where-Object Kind -eq DirtyResult | Repair-FlinkHa -BackupPath $folder/before -Confirm:$false");
            Assert.False(File.Exists(file));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "before", Path.GetFileName(file))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_result_that_is_kept_elsewhere_is_found_by_the_configuration_and_mended_through_the_pipeline()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-ha-");
        try
        {
            var file = Path.Combine(folder.CreateSubdirectory("results").FullName, "9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071_DIRTY.json");
            File.WriteAllText(file, "{}");
            File.WriteAllText(Path.Combine(folder.FullName, "config.yaml"), $"high-availability.storageDir: file://{folder.FullName}\njob-result-store.storage-path: file://{folder.FullName}/results\n");
            _session.Run("$folder = $args[0]; Test-FlinkHa idle -ConfigFile $folder | Where-Object Kind -eq DirtyResult | Repair-FlinkHa -BackupPath $folder/before -Confirm:$false", folder.FullName);
            Assert.False(File.Exists(file));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "before", Path.GetFileName(file))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("Test-FlinkHa idle -StoragePath ./nosuch", "FlinkStorageNotFound")]
    [InlineData("Test-FlinkHa idle -StoragePath s3://bucket/ha", "FlinkStorageNotFound")]
    [InlineData("Test-FlinkHa idle -StoragePath ''", "InvalidArgument")]
    [InlineData("Test-FlinkHa idle -StoragePath / -ConfigFile ./nosuch", "InvalidArgument")]
    [InlineData("Test-FlinkHa idle -ConfigFile ./nosuch.yaml", "FlinkConfigNotFound")]
    public void A_storage_that_is_not_here_is_told(string script, string error) => Assert.StartsWith(error + ",", _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void One_that_is_not_there_hides_no_other()
    {
        var (output, errors) = _session.RunWithErrors("Test-FlinkHa nosuch, idle | Where-Object Kind -eq ClusterEmpty");
        Assert.Single(output);
        Assert.StartsWith("ClusterNotFound,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}

/// <summary>Repair-FlinkHa and Remove-FlinkHaData at the prompt.</summary>
public sealed class HaRepairCmdletTests : IDisposable
{
    private const string Setup = """
        $job = '9c1d3c1a1f0a4b9e8e1d2c3b4a5f6071'
        $folder = $args[0]
        $null = '/flink/idle/leader', "/flink/one/jobs/$job/checkpoints", '/flink/one/leader/latch' | New-ZkNode -Parents
        $counter = "/flink/one/jobs/$job/checkpoint_id_counter"
        $null = New-ZkNode $counter ([byte[]](0, 0, 0, 9))
        """;

    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"flinkzk-{Guid.NewGuid():n}");

    public HaRepairCmdletTests() => _session.Run(Setup, _folder);

    public void Dispose()
    {
        _session.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_finding_from_the_pipeline_is_mended_after_a_copy_that_can_be_put_back()
    {
        Assert.Equal("/one OrphanedCheckpoints Remove 0 checkpoints and the counter; their files stay",
            _session.One<string>("$done = Test-FlinkHa one | Where-Object Kind -eq OrphanedCheckpoints | Repair-FlinkHa -BackupPath $folder -Confirm:$false; \"$($done.ClusterId) $($done.Kind) $($done.Action)\""));
        Assert.False(_session.One<bool>("Test-ZkNode \"/flink/one/jobs/$job\""));
        Assert.Equal("0 0 0 9", _session.One<string>("$null = $done | Import-ZkNode -Force; \"$((Get-ZkNode $counter).Data)\""));
    }

    [Fact]
    public void A_leader_without_a_place_in_the_latch_that_is_elsewhere_is_named_with_its_machine()
    {
        var error = _session.Error("""
            $null = New-ZkNode /flink/led/leader/rest_server -Parents
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = New-ZkNode /flink/led/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new('http://192.0.2.1:8081', [guid]::NewGuid())))) -Ephemeral
            Repair-FlinkHa led -Kind LeaderWithoutLatch -BackupPath $folder -Confirm:$false
            """);
        Assert.StartsWith("FindingNotMendable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Restart it on 192.0.2.1,", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void What_is_only_asked_changes_nothing()
    {
        _session.Run("Repair-FlinkHa one -Kind OrphanedCheckpoints -BackupPath $folder -WhatIf; Remove-FlinkHaData idle -BackupPath $folder -WhatIf");
        Assert.True(_session.One<bool>("(Test-ZkNode $counter) -and (Test-ZkNode /flink/idle)"));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void What_is_not_found_is_told_to_whoever_asks() =>
        Assert.Contains("no finding CounterBehind", _session.One<string>("\"$(Repair-FlinkHa one -Kind CounterBehind -BackupPath $folder -Verbose 4>&1)\""), StringComparison.Ordinal);

    [Fact]
    public void What_a_cluster_has_left_is_removed_and_can_be_put_back()
    {
        Assert.Equal("Removed 2 nodes", _session.One<string>("$done = Remove-FlinkHaData idle -BackupPath $folder -Confirm:$false; $done.Action"));
        Assert.Equal("False True", _session.One<string>("$gone = Test-ZkNode /flink/idle; $null = $done | Import-ZkNode; \"$gone $(Test-ZkNode /flink/idle/leader)\""));
    }

    [Fact]
    public void What_cannot_be_copied_is_not_removed()
    {
        var error = _session.Error("$null = Set-ZkAcl $counter digest:nobody:aGFzaA==:cdrwa; Remove-FlinkHaData one -BackupPath $folder -Confirm:$false");
        Assert.StartsWith("BackupIncomplete,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(_session.One<bool>("Test-ZkNode \"/flink/one/jobs/$job/checkpoints\""));
    }

    [Fact]
    public void Copies_of_before_stay() => Assert.Equal("flink_idle.jsonl flink_idle.2.jsonl", _session.One<string>(
        "$files = 1, 2 | ForEach-Object { $null = New-ZkNode /flink/idle/leader -Parents -ErrorAction Ignore; Remove-FlinkHaData idle -BackupPath $folder -Confirm:$false }; \"$($files | ForEach-Object { Split-Path $_.FilePath -Leaf })\""));

    [Fact]
    public async Task Copies_that_are_made_at_the_same_time_get_names_of_their_own()
    {
        // All of them come out as flink_p_1.jsonl.
        string[] ids = ["p 1", "p+1", "p~1", "p(1"];
        _session.Run("foreach ($id in $args[0]) { $null = 1..40 | ForEach-Object { \"/flink/$id/jobs/x/$_\" } | New-ZkNode -Parents }", (object)ids);
        var server = _session.One<string>("(Get-ZkServer).ConnectionString");
        await Task.WhenAll(ids.Select(id => Task.Run(() =>
        {
            using var other = new ModuleSession();
            other.Run("$null = Connect-Zk $args[0]; Remove-FlinkHaData $args[1] -BackupPath $args[2] -Confirm:$false", server, id, _folder);
        }, TestContext.Current.CancellationToken)));
        Assert.Equal(["flink_p_1.2.jsonl", "flink_p_1.3.jsonl", "flink_p_1.4.jsonl", "flink_p_1.jsonl"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("$null = New-ZkNode /flink/one/leader/latch/_c_x -Ephemeral; Repair-FlinkHa one -Kind OrphanedCheckpoints -BackupPath $folder -Confirm:$false", "FlinkClusterAlive")]
    [InlineData("$null = New-ZkNode /flink/one/leader/latch/_c_x; Repair-FlinkHa one -Kind OrphanedCheckpoints -BackupPath $folder -Confirm:$false", "HaDataForeign")]
    [InlineData("$null = New-ZkNode /flink/one/leader/latch/_c_x -Ephemeral; Remove-FlinkHaData one -BackupPath $folder -Force -Confirm:$false", "FlinkClusterAlive")]
    [InlineData("$null = New-ZkNode /flink/one/execution-plans/x/locks -Parents; Remove-FlinkHaData one -BackupPath $folder -Confirm:$false", "FlinkJobsWaiting")]
    [InlineData("Repair-FlinkHa idle -Kind ClusterEmpty -BackupPath $folder -Confirm:$false", "FindingNotMendable")]
    [InlineData("Remove-FlinkHaData -BackupPath $folder", "InvalidArgument")]
    [InlineData("Remove-FlinkHaData nosuch -BackupPath $folder -Confirm:$false", "ClusterNotFound")]
    public void Refusals_change_nothing_and_say_what_to_do(string script, string id)
    {
        var error = _session.Error(script);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.True(_session.One<bool>("(Test-ZkNode $counter) -and (Test-ZkNode /flink/idle)"));
    }
}
