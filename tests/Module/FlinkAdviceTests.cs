using System.Management.Automation;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>What the cmdlets for Flink say when they are stopped, refuse, or would do something: it fits what was done, and names what helps.</summary>
public sealed class FlinkAdviceTests : IDisposable
{
    private readonly ListeningHost _host = new();
    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-advice-");

    public FlinkAdviceTests()
    {
        _session = new(_host);
        _flink.AddJob("orders");
        foreach (var (name, text) in new[] { ("old.jar", "PK0"), ("new.jar", "PK1") })
            File.WriteAllText(Path.Combine(_folder.FullName, name), text);
        _session.Run("$null = Connect-Zk -Embedded; Set-Location $args[1]; $null = Connect-Flink $args[0] -Timeout 2s", _flink.Address, _folder.FullName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_change_that_is_stopped_says_where_it_stands_and_what_goes_on_with_it()
    {
        _flink.StartedState = _ => "RESTARTING";
        await StopAsync("Update-FlinkJob orders new.jar -PreviousJar old.jar -StableTimeout 10m", () => _flink.Jobs.Count == 2 && _flink.Requests.Count(request => request.Path.EndsWith($"{_flink.Jobs[1].Id}/status", StringComparison.Ordinal)) > 6);
        var warning = Assert.Single(_host.Warnings);
        foreach (var said in new[] { "The change of the job 'orders' is not over.", "It stands at Watching", _flink.Jobs[0].Savepoints[0], "Update-FlinkJob orders goes on", "Update-FlinkJob orders -Undo" })
            Assert.Contains(said, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Update-FlinkJob orders new.jar -PreviousJar old.jar -StableTimeout 10m -WarningAction SilentlyContinue")]
    [InlineData("$WarningPreference = 'SilentlyContinue'; Update-FlinkJob orders new.jar -PreviousJar old.jar -StableTimeout 10m")]
    public async Task Who_wants_no_warnings_gets_none(string script)
    {
        _flink.StartedState = _ => "RESTARTING";
        await StopAsync(script, () => _flink.Jobs.Count == 2);
        Assert.Empty(_host.Warnings);
    }

    [Fact]
    public async Task A_change_that_only_waited_for_the_lock_has_nothing_to_say()
    {
        _session.Run("$own = Get-ZkSession; $other = Connect-Zk $own.ConnectionString; $lock = Lock-FlinkJob orders -Session $other");
        var before = _flink.Requests.Count;
        await StopAsync("Update-FlinkJob orders new.jar -PreviousJar old.jar -Session $own -LockTimeout 10m", () => _flink.Requests.Count > before);
        Assert.Empty(_host.Warnings);
    }

    [Fact]
    public async Task A_cluster_whose_stop_is_stopped_says_which_jobs_it_has_stopped()
    {
        _flink.AddJob("slow");
        var isSecond = false;
        _flink.Crash = request =>
        {
            isSecond |= request.Method == "POST" && request.Path.Contains(_flink.Jobs[1].Id, StringComparison.Ordinal);
            _flink.Polls = isSecond ? int.MaxValue : 1;
            return Task.FromResult<bool?>(null);
        };
        await StopAsync("Stop-FlinkCluster", () => isSecond && _flink.Requests.Count(request => request.Path.Contains($"{_flink.Jobs[1].Id}/savepoints", StringComparison.Ordinal)) > 1);
        var warning = Assert.Single(_host.Warnings);
        foreach (var said in new[] { "is not over", "savepoint of slow, job 2 of 2", $"orders ({_flink.Jobs[0].Id}), savepoint {_flink.Jobs[0].Savepoints[0]}", "Stop-FlinkCluster goes on" })
            Assert.Contains(said, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_with_a_job_that_cannot_be_saved_names_the_ways_out()
    {
        _flink.SavepointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: Failure reason: Not all required tasks are currently running.";
        var action = _session.Error("Stop-FlinkCluster").ErrorDetails.RecommendedAction;
        foreach (var said in new[] { "Not all tasks of the job run", "-Force", "Update-FlinkJob 'orders' -Undo" })
            Assert.Contains(said, action, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_stopped_is_named_and_what_would_be_refused_is()
    {
        _session.Run("Stop-FlinkCluster -WhatIf");
        Assert.Contains(_host.Lines, line => line.Contains($"orders ({_flink.Jobs[0].Id})", StringComparison.Ordinal) && line.Contains("the leader", StringComparison.Ordinal));
        _flink.HighAvailability = "zookeeper";
        Assert.StartsWith("FlinkStandbysUnknown,", _session.Error("Stop-FlinkCluster -WhatIf").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("RUNNING", _flink.Jobs[0].State);
    }

    [Fact]
    public void A_gateway_that_does_not_answer_is_one_of_New_FlinkSqlSession()
    {
        using (var gateway = new FakeSqlGateway())
            _session.Run("$null = New-FlinkSqlSession $args[0] -Timeout 500ms", gateway.Address);
        var action = _session.Error("Invoke-FlinkSql 'SHOW TABLES'").ErrorDetails.RecommendedAction;
        Assert.Contains("New-FlinkSqlSession", action, StringComparison.Ordinal);
        Assert.DoesNotContain("Connect-Flink", action, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_nobody_leads_is_waited_for_and_no_address_is_to_be_checked()
    {
        _session.Run("$null = New-ZkNode /flink/one/leader/latch -Parents");
        var error = _session.Error("Connect-Flink -ClusterId one -Timeout 300ms");
        Assert.StartsWith("FlinkNotReached,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        foreach (var said in new[] { "Get-FlinkLeader", "-Wait", "Test-FlinkHa" })
            Assert.Contains(said, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("Check the address", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failure reason: Checkpoint Coordinator is suspending.")]
    [InlineData("Checkpoint triggering task x is not being executed at the moment. Aborting checkpoint.")]
    public void A_checkpoint_of_a_job_whose_tasks_restart_says_that_they_do_not_run(string reason)
    {
        _flink.CheckpointFailure = $"java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: {reason}";
        Assert.StartsWith("Not all tasks of the job run", _session.Error("New-FlinkCheckpoint orders").ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_ends_with_a_full_stop_stands_in_a_sentence_with_one()
    {
        _flink.Text = "org.example.FailureException: no resources.";
        _flink.StartedState = jar => jar == "new.jar" ? "FAILED" : "RUNNING";
        var (_, errors) = _session.RunWithErrors("Update-FlinkJob orders new.jar -PreviousJar old.jar -StableFor 0s -StableTimeout 1s -StartTimeout 1s");
        var message = Assert.Single(errors).Exception.Message;
        Assert.EndsWith("no resources.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_is_taken_back_tells_how_long_the_job_was_down()
    {
        _flink.DieAt("/stop");
        Assert.StartsWith("FlinkChangeInterrupted,", _session.Error("Update-FlinkJob orders new.jar -PreviousJar old.jar -Timeout 300ms -StableFor 0s").FullyQualifiedErrorId, StringComparison.Ordinal);
        _flink.Revive();
        Assert.True(_session.One<bool>("(Update-FlinkJob orders -Undo 3>$null).Downtime -gt 0"));
    }

    [Fact]
    public void The_newest_state_of_a_job_is_found_by_a_pattern_that_fits_one()
    {
        _flink.KeepsCheckpoints = true;
        _flink.Jobs[0].State = "CANCELED";
        Assert.Equal("RUNNING", _session.One<string>("(Start-FlinkJob old.jar -FromLatest ord*).State"));
        Assert.NotNull(_flink.Jobs[1].RestoredFrom);
        Assert.StartsWith("FlinkJobNotFound,", _session.Error("Start-FlinkJob old.jar -FromLatest nosuch*").FullyQualifiedErrorId, StringComparison.Ordinal);
        var several = _session.Error("Start-FlinkJob old.jar -FromLatest o*");
        Assert.StartsWith("InvalidArgument,", several.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("orders, old", several.Exception.Message, StringComparison.Ordinal);
    }

    private async Task StopAsync(string script, Func<bool> when)
    {
        using var shell = _session.Shell(script);
        var running = shell.BeginInvoke();
        await Wait.UntilAsync(() => when(), "It did not come that far.");
        await shell.StopAsync(callback: null, state: null);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }
}
