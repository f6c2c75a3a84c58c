using System.Management.Automation;
using System.Text.Json;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Cmdlets that start and stop jobs, against a cluster that has jobs of nothing but names.</summary>
public sealed class FlinkOperationTests : IDisposable
{
    private const string Orders = "00112233445566778899aabbccddeeff";

    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-jar-");

    public FlinkOperationTests()
    {
        _flink.AddJob("orders", Orders);
        File.WriteAllText(Path.Combine(_folder.FullName, "new.jar"), "PK");
        File.WriteAllText(Path.Combine(_folder.FullName, "text.jar"), "no zip");
        _session.Run("Set-Location $args[1]; $null = Connect-Flink $args[0]", _flink.Address, _folder.FullName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_savepoint_of_a_stopped_job_goes_down_the_pipeline_into_a_new_one()
    {
        Assert.Equal("new RUNNING True", _session.One<string>("$job = Get-FlinkJob orders | Stop-FlinkJob | Start-FlinkJob ./new.jar; \"$($job.Name) $($job.State) $($job.JobId -ne $args[0])\"", Orders));
        var orders = _flink.Jobs.Single(job => job.Id == Orders);
        Assert.Equal("FINISHED", orders.State);
        Assert.Equal(Assert.Single(orders.Savepoints), _flink.Jobs.Single(job => job.Id != Orders).RestoredFrom);
        // What was taken there for one start is gone again.
        Assert.Empty(_flink.Jars);
    }

    [Theory]
    [InlineData("Start-FlinkJob new.jar")]
    [InlineData("Stop-FlinkJob orders")]
    [InlineData("New-FlinkSavepoint orders")]
    [InlineData("Publish-FlinkJar new.jar")]
    [InlineData("Get-FlinkJob")]
    public async Task While_nobody_answers_it_is_shown_who_is_asked_and_for_how_long(string script)
    {
        var answer = new TaskCompletionSource<bool?>();
        _flink.Crash = _ => answer.Task;
        using var shell = _session.Shell(script);
        var running = shell.BeginInvoke();
        await Wait.UntilAsync(() => shell.Streams.Progress.Any(bar => bar.StatusDescription.Contains(_flink.Address.Authority, StringComparison.Ordinal) && bar.StatusDescription.Contains(" s, tried for ", StringComparison.Ordinal)), "Nothing is shown.");
        answer.SetResult(null);
        await Task.Factory.FromAsync(running, shell.EndInvoke);
    }

    [Fact]
    public async Task While_nobody_leads_that_is_shown_and_the_error_names_what_tells_more()
    {
        using var session = ModuleSession.Embedded();
        session.Run("$null = Get-FlinkCluster -ErrorAction Ignore; $null = New-ZkNode /flink/one/leader/rest_server -Parents");
        session.Run("""
            $codec = [FlinkZk.Clusters.Model.LeaderInformation].Assembly.GetType('FlinkZk.Clusters.Ha.LeaderInformationCodec').GetMethod('Write')
            $null = New-ZkNode /flink/one/leader/rest_server/connection_info ($codec.Invoke($null, @([FlinkZk.Clusters.Model.LeaderInformation]::new($args[0], [guid]::NewGuid()))))
            $null = Connect-Flink -ClusterId one -Timeout 3s; Remove-ZkNode /flink/one/leader/rest_server/connection_info
            """, _flink.Address.AbsoluteUri.TrimEnd('/'));
        using var shell = session.Shell("Stop-FlinkJob orders");
        var running = shell.BeginInvoke();
        await Wait.UntilAsync(() => shell.Streams.Progress.Any(bar => bar.StatusDescription.StartsWith("Nobody leads the cluster", StringComparison.Ordinal)), "Nothing is shown.");
        await Task.Factory.FromAsync(running, shell.EndInvoke);
        var error = Assert.Single(shell.Streams.Error);
        Assert.StartsWith("FlinkNotReached,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Get-FlinkLeader", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Test-FlinkHa", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_tells_state_savepoint_and_operation() => Assert.Matches(
        "^orders 00112233445566778899aabbccddeeff FINISHED s3://sp/savepoint-001122-0{12} [0-9a-f]{32}$",
        _session.One<string>("$s = Stop-FlinkJob orders s3://sp; \"$($s.Name) $($s.JobId) $($s.State) $($s.Savepoint) $($s.TriggerId)\""));

    [Theory]
    [InlineData("(Get-FlinkJob orders | Stop-FlinkJob).Name")]
    [InlineData("(Stop-FlinkJob -JobId 00112233445566778899aabbccddeeff -Force).Name")]
    public void A_job_that_came_by_its_id_is_told_with_its_name(string script) => Assert.Equal("orders", _session.One<string>(script));

    [Theory]
    [InlineData("Connect-Flink http://user:geheim@h:8081")]
    [InlineData("Connect-Flink https://h/x?token=geheim")]
    [InlineData("New-FlinkSqlSession http://user:geheim@h:8083")]
    public void A_secret_in_an_address_is_not_shown(string script)
    {
        var error = _session.Error(script);
        Assert.DoesNotContain("geheim", $"{error} {error.ErrorDetails?.RecommendedAction}", StringComparison.Ordinal);
        Assert.Contains("***", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_jar_with_odd_letters_in_its_name_is_published()
    {
        File.Copy(Path.Combine(_folder.FullName, "new.jar"), Path.Combine(_folder.FullName, "a\"b;x.jar"));
        Assert.Equal("a_b_x.jar", _session.One<string>("(Publish-FlinkJar 'a\"b;x.jar').Name"));
    }

    [Fact]
    public void A_cancelled_job_has_no_savepoint()
    {
        Assert.Equal("CANCELED ", _session.One<string>("$s = Stop-FlinkJob orders -Force; \"$($s.State) $($s.Savepoint)\""));
        Assert.Empty(_flink.Jobs[0].Savepoints);
    }

    [Theory]
    [InlineData("Stop-FlinkJob orders -WhatIf")]
    [InlineData("Stop-FlinkJob orders -Force -WhatIf")]
    [InlineData("New-FlinkSavepoint orders -WhatIf")]
    [InlineData("New-FlinkCheckpoint orders -WhatIf")]
    [InlineData("Remove-FlinkSavepoint s3://sp/x -WhatIf")]
    [InlineData("Start-FlinkJob new.jar -WhatIf")]
    [InlineData("Publish-FlinkJar new.jar -WhatIf")]
    [InlineData("Remove-FlinkJar x.jar -WhatIf")]
    public void WhatIf_changes_nothing(string script)
    {
        _session.Run(script);
        Assert.All(_flink.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public void A_name_that_several_jobs_have_stops_none_of_them()
    {
        _flink.AddJob("orders");
        Assert.StartsWith("FlinkJobAmbiguous,", _session.Error("Stop-FlinkJob orders").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(_flink.Jobs, job => Assert.Equal("RUNNING", job.State));
        // One that has ended is not meant.
        _session.Run("$null = Stop-FlinkJob $args[0]; $null = Stop-FlinkJob orders", Orders);
        Assert.All(_flink.Jobs, job => Assert.Equal("FINISHED", job.State));
        Assert.StartsWith("FlinkJobEnded,", _session.Error("Stop-FlinkJob orders").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_answer_is_looked_up_and_nothing_is_done_twice()
    {
        _flink.Lose("POST /jobs/", isCarriedOut: true);
        Assert.Equal("orders", _session.One<string>("(Stop-FlinkJob orders).Name"));
        Assert.Single(_flink.Jobs[0].Savepoints);
        _flink.Lose("POST /jars/", isCarriedOut: true);
        _session.Run("$null = Start-FlinkJob new.jar");
        Assert.Equal(2, _flink.Jobs.Count);
    }

    [Fact]
    public void What_is_not_known_says_how_to_see_it()
    {
        _flink.Lose("POST /jobs/", isCarriedOut: false);
        var error = _session.Error("Stop-FlinkJob orders");
        Assert.StartsWith("FlinkTriggerNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("goes on", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-FlinkCheckpoint", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_savepoint_that_was_written_is_in_the_error_of_the_stop()
    {
        _flink.StateAfterStop = "FAILED";
        Assert.Contains("file:/sp/savepoint-001122-000000000000", _session.Error("Stop-FlinkJob orders").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_savepoint_lets_the_job_run_and_can_be_started_from()
    {
        Assert.Equal("file:/sp/savepoint-001122-000000000000", _session.One<string>("$s = New-FlinkSavepoint orders; \"$s\""));
        _session.Run("$null = $s | Start-FlinkJob new.jar");
        Assert.Equal("file:/sp/savepoint-001122-000000000000", _flink.Jobs[1].RestoredFrom);
    }

    [Fact]
    public void The_plan_of_a_jar_is_shown_and_leaves_nothing_behind()
    {
        Assert.Equal("ca88eee0095684d687a1b6495617f957 3 True 0", _session.One<string>("$p = Get-FlinkPlan -Jar new.jar -EntryClass a.B -ArgumentList --rate, 10 -Parallelism 3; \"$($p.VertexId) $($p.Parallelism) $($null -eq $p.JobId) $($p.Inputs.Count)\""));
        Assert.Equal("""{"entryClass":"a.B","programArgsList":["--rate","10"],"parallelism":3}""", _flink.Requests.Single(request => request.Path.EndsWith("/plan", StringComparison.Ordinal)).Body);
        Assert.Empty(_flink.Jars);
        Assert.Single(_flink.Jobs);
        _session.Run("$jar = Publish-FlinkJar new.jar; $null = Get-FlinkPlan -Jar $jar; $null = Get-FlinkPlan -Jar $jar.JarId");
        Assert.Single(_flink.Jars);
    }

    [Fact]
    public void A_checkpoint_is_taken_now_and_told()
    {
        Assert.Equal("18 COMPLETED False file:/chk/00112233445566778899aabbccddeeff/chk-18", _session.One<string>("$c = Get-FlinkJob orders | New-FlinkCheckpoint -Full; \"$($c.CheckpointId) $($c.Status) $($c.IsSavepoint) $($c.Path)\""));
        _flink.CheckpointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.";
        Assert.StartsWith("FlinkCheckpointFailed,", _session.Error("New-FlinkCheckpoint orders").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Savepoints_are_listed_with_who_needs_them_and_those_that_nobody_needs_are_removed()
    {
        _session.Run("1..3 | ForEach-Object { $taken = New-FlinkSavepoint orders s3://sp }; $null = $taken | Start-FlinkJob new.jar -JobId ffffffffffffffffffffffffffffffff");
        _flink.Jobs[1].Restored = (3, true);
        Assert.Equal(["s3://sp/savepoint-001122-000000000002 Unseen 1", "s3://sp/savepoint-001122-000000000001 Unseen 0", "s3://sp/savepoint-001122-000000000000 Unseen 0"],
            _session.Run("Get-FlinkSavepoint | ForEach-Object { \"$_ $($_.State) $($_.NeededBy.Count)\" }").Select(line => line.ToString()));
        Assert.Equal("3 0", _session.One<string>("\"$(@(Get-FlinkJob orders | Get-FlinkSavepoint).Count) $(@(Get-FlinkSavepoint new).Count)\""));
        Assert.Equal("FlinkSavepointNeeded", _session.Error("Get-FlinkSavepoint orders | Remove-FlinkSavepoint -Confirm:$false").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("s3://sp/savepoint-001122-000000000002", Assert.Single(_flink.Jobs[0].Savepoints));
        _session.Run("$taken | Remove-FlinkSavepoint -Force -Confirm:$false");
        Assert.Empty(_flink.Jobs[0].Savepoints);
    }

    [Fact]
    public void A_savepoint_is_named_by_a_path_of_this_machine_too()
    {
        _flink.SavepointFolder = $"file:{_folder.FullName}";
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "savepoint-001122-0000000000aa"));
        File.WriteAllText(Path.Combine(_folder.FullName, "savepoint-001122-0000000000aa", "_metadata"), "123");
        Assert.Equal("Complete 3 True", _session.One<string>("$s = Get-FlinkSavepoint -Path .; \"$($s.State) $($s.Size) $($null -eq $s.JobId)\""));
        Assert.Equal("Complete", _session.One<string>("(Get-FlinkSavepoint 00112233445566778899aabbccddeeff).State.ToString()"));
        _flink.Jobs[0].Savepoints.Add(_session.One<string>("$s.Savepoint"));
        _session.Run("Remove-FlinkSavepoint ./savepoint-001122-0000000000aa/_metadata -Confirm:$false");
        Assert.Empty(_flink.Jobs[0].Savepoints);
    }

    [Theory]
    [InlineData("Remove-FlinkSavepoint ./nosuch", "FlinkSavepointNotFound")]
    [InlineData("Remove-FlinkSavepoint s3://chk/a/chk-7", "FlinkSavepointNotFound")]
    [InlineData("Remove-FlinkSavepoint s3://sp/nosuch -Confirm:$false", "FlinkSavepointNotFound")]
    [InlineData("Get-FlinkJob | Remove-FlinkSavepoint", "InputObjectMissingMandatory")]
    [InlineData("Get-FlinkSavepoint nosuch", "FlinkJobNotFound")]
    public void What_is_no_savepoint_is_told(string script, string id) => Assert.Equal(id, _session.Error(script).FullyQualifiedErrorId.Split(',')[0]);

    [Fact]
    public void A_job_goes_on_from_the_newest_that_is_left_of_another_and_says_which()
    {
        _flink.SavepointFolder = $"file:{_folder.FullName}/sp";
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sp", "savepoint-001122-000000000000"));
        File.WriteAllText(Path.Combine(_folder.FullName, "sp", "savepoint-001122-000000000000", "_metadata"), "");
        _session.Run("$stopped = Stop-FlinkJob orders");
        Assert.Equal("True", _session.One<string>("$job = Start-FlinkJob new.jar -FromLatest orders; \"$($job.RestoredFrom -ceq $stopped.Savepoint)\""));
        Assert.Equal(_flink.Jobs[0].Savepoints[0], _flink.Jobs[1].RestoredFrom);
    }

    [Fact]
    public void A_published_jar_stays_and_is_started_by_object_or_id()
    {
        _session.Run("$jar = Publish-FlinkJar new.jar; $null = Start-FlinkJob $jar; $null = Start-FlinkJob $jar.JarId");
        Assert.Equal(3, _flink.Jobs.Count);
        Assert.Equal("new.jar", _session.One<string>("(Get-FlinkJar n*).Name"));
        _session.Run("Get-FlinkJar | Remove-FlinkJar");
        Assert.Empty(_flink.Jars);
    }

    [Fact]
    public void What_a_program_is_given_arrives()
    {
        _session.Run("$null = Start-FlinkJob new.jar a.B -ArgumentList '--rate', 'a b', 10 -Parallelism 2 -Configuration @{ 'pipeline.object-reuse' = $true } -JobId 0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal("""{"entryClass":"a.B","programArgsList":["--rate","a b","10"],"parallelism":2,"jobId":"0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","flinkConfiguration":{"pipeline.object-reuse":"true"}}""",
            _flink.Requests.Single(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body);
    }

    [Theory]
    [InlineData("@{ rest = @{ port = 8081; 'flamegraph.enabled' = $false } }", """{"rest.flamegraph.enabled":"false","rest.port":"8081"}""")]
    [InlineData("@{ 'pipeline.jars' = 'a.jar', 'b;c.jar' }", """{"pipeline.jars":"a.jar;'b;c.jar'"}""")]
    [InlineData("@{ 'pipeline.global-job-parameters' = @{ a = 'b,c' } }", """{"pipeline.global-job-parameters":"a:'b,c'"}""")]
    [InlineData("@{ 'execution.checkpointing.interval' = [timespan]'0:0:5'; 'a.b' = 1.5 }", """{"a.b":"1.5","execution.checkpointing.interval":"5000 ms"}""")]
    public void Settings_arrive_as_Flink_reads_them(string given, string sent)
    {
        _session.Run($"$null = Start-FlinkJob new.jar -Configuration {given}");
        using var body = JsonDocument.Parse(_flink.Requests.Single(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body);
        Assert.Equal(sent, $"{{{string.Join(',', body.RootElement.GetProperty("flinkConfiguration").EnumerateObject().OrderBy(setting => setting.Name, StringComparer.Ordinal).Select(setting => $"\"{setting.Name}\":\"{setting.Value.GetString()}\""))}}}");
    }

    [Theory]
    [InlineData("@{ a = $null }", "a is $null")]
    [InlineData("@{ a = @{ b = 1 }; 'a.b' = 2 }", "a.b is given twice")]
    [InlineData("@{ 'rest.port' = @{ a = 1 } }", "rest.port is a hashtable")]
    [InlineData("@{ a = @() , @(1) }", "a list or a hashtable within")]
    [InlineData("@{ a = { } }", "ScriptBlock")]
    [InlineData("(& { $h = @{}; $h.h = $h; $h })", "within itself")]
    [InlineData("@{ a = \"1`n2\" }", "more than one line")]
    public void What_is_no_setting_is_refused_by_every_cmdlet_that_takes_some(string given, string said)
    {
        foreach (var script in (string[])["Start-FlinkJob new.jar", "New-FlinkSqlSession http://127.0.0.1:1", "Start-FlinkCluster /no/such"])
        {
            var error = _session.Error($"{script} -Configuration {given}");
            Assert.Equal("FlinkConfigValueRefused", error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal("RUNNING", Assert.Single(_flink.Jobs).State);
    }

    [Theory]
    [InlineData("Stop-FlinkJob orders ../rel", "ParameterArgumentValidationError")]
    [InlineData("New-FlinkSavepoint orders sp", "ParameterArgumentValidationError")]
    [InlineData("Start-FlinkJob ./nosuch.jar", "FileNotFound")]
    [InlineData("Start-FlinkJob text.jar", "FlinkJarNotUsable")]
    [InlineData("Publish-FlinkJar text.jar", "FlinkJarNotUsable")]
    [InlineData("Get-FlinkPlan -Jar ./nosuch.jar", "FileNotFound")]
    [InlineData("Get-FlinkPlan -Jar text.jar", "FlinkJarNotUsable")]
    [InlineData("Get-FlinkPlan -Jar 123_nosuch.jar", "FlinkJarNotFound")]
    [InlineData("Get-FlinkPlan -Jar new.jar -EntryClass no.such.Class", "FlinkProgramFailed")]
    [InlineData("Start-FlinkJob 123_nosuch.jar", "FlinkJarNotFound")]
    [InlineData("Start-FlinkJob new.jar no.such.Class", "FlinkProgramFailed")]
    [InlineData("Start-FlinkJob new.jar -JobId 00112233445566778899aabbccddeeff", "FlinkJobExists")]
    [InlineData("Start-FlinkJob new.jar -JobId xyz", "ParameterArgumentValidationError")]
    [InlineData("Start-FlinkJob new.jar -FromLatest orders", "FlinkJobRuns")]
    [InlineData("Start-FlinkJob new.jar -FromLatest nosuch", "FlinkJobNotFound")]
    [InlineData("Start-FlinkJob new.jar -FromLatest ffffffffffffffffffffffffffffffff", "FlinkSnapshotNotFound")]
    [InlineData("Start-FlinkJob new.jar -FromLatest orders -FromSavepoint x", "InvalidArgument")]
    [InlineData("Remove-FlinkJar nosuch.jar", "FlinkJarNotFound")]
    [InlineData("Get-FlinkJar nosuch.jar", "FlinkJarNotFound")]
    [InlineData("Stop-FlinkJob nosuch", "FlinkJobNotFound")]
    [InlineData("Stop-FlinkJob orders -Force -Drain", "InvalidArgument")]
    [InlineData("Wait-FlinkJob orders -Timeout 200ms", "FlinkTimeout")]
    [InlineData("Wait-FlinkJob nosuch", "FlinkJobNotFound")]
    public void What_cannot_be_done_is_an_error_and_the_job_goes_on(string script, string id)
    {
        Assert.Equal(id, _session.Error(script).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("RUNNING", Assert.Single(_flink.Jobs).State);
        Assert.Empty(_flink.Jars);
    }

    [Fact]
    public void A_job_is_waited_for()
    {
        Assert.Equal("RUNNING", _session.One<string>("(Wait-FlinkJob orders -State RUNNING, FAILED).State"));
        _flink.Jobs[0].State = "CANCELED";
        Assert.Equal("CANCELED", _session.One<string>("(Get-FlinkJob orders | Wait-FlinkJob).State"));
        Assert.StartsWith("FlinkJobEnded,", _session.Error("Wait-FlinkJob orders -State RUNNING").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_ends_a_wait_at_once()
    {
        using var shell = _session.Shell("Wait-FlinkJob orders");
        var waiting = shell.BeginInvoke();
        Assert.True(SpinWait.SpinUntil(() => _flink.Requests.Count > 3, TimeSpan.FromSeconds(20)));
        var began = TimeProvider.System.GetTimestamp();
        shell.Stop();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 2);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(waiting));
    }
}
