using System.Text.Json;
using FlinkZk.Testing;

namespace FlinkZk.Module.Tests;

/// <summary>Update-FlinkJob, against a cluster that has jobs of nothing but names.</summary>
public sealed class FlinkUpdateTests : IDisposable
{
    private const string Orders = "00112233445566778899aabbccddeeff";
    private const string Quick = "-StableFor 0s -StableTimeout 1s -StartTimeout 1s";

    private readonly FakeFlink _flink = new();
    private readonly ModuleSession _session = ModuleSession.Embedded();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-jar-");

    public FlinkUpdateTests()
    {
        _flink.AddJob("orders", Orders);
        foreach (var (name, text) in new[] { ("old.jar", "PK0"), ("new.jar", "PK1"), ("newer.jar", "PK2"), ("orders.jar", "PK3"), ("text.jar", "no zip") })
            File.WriteAllText(Path.Combine(_folder.FullName, name), text);
        _session.Run("Set-Location $args[1]; $null = Connect-Flink $args[0] -Timeout 2s", _flink.Address, _folder.FullName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _flink.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_new_jar_goes_on_from_the_savepoint_and_the_next_needs_to_be_told_of_no_old_one()
    {
        Assert.Equal($"Updated {Orders} True", _session.One<string>($"$u = Update-FlinkJob orders new.jar -PreviousJar old.jar {Quick}; \"$($u.State) $($u.OldJobId) $($u.Downtime -gt 0)\""));
        Assert.Equal(["Stopping", "Starting", "Watching"], _session.All<string>("$u.Steps").Select(step => step.Split(':')[0]));
        Assert.Equal(_flink.Jobs[0].Savepoints[0], _flink.Jobs[1].RestoredFrom);
        Assert.Equal("Updated", _session.One<string>($"\"$((Update-FlinkJob new newer.jar -LockName orders a.B -ArgumentList x {Quick}).State)\""));
        Assert.Equal("Updated", _session.One<string>($"\"$((Get-FlinkJob newer | Update-FlinkJob -Jar new.jar {Quick}).State)\""));
        // Class and arguments are those of the change before.
        Assert.Contains("\"entryClass\":\"a.B\",\"programArgsList\":[\"x\"],\"parallelism\":2", _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Empty(_flink.Jars);
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Theory]
    [InlineData("Start-FlinkJob old.jar a.B -ArgumentList x -Parallelism 3")]
    [InlineData("Publish-FlinkJar old.jar | ForEach-Object { Start-FlinkJob $_ a.B -ArgumentList x -Parallelism 3 }")]
    [InlineData("Lock-FlinkJob old { Start-FlinkJob old.jar a.B -ArgumentList x -Parallelism 3 }")]
    public void What_a_job_was_started_with_is_what_it_goes_back_to(string start)
    {
        _flink.StartedState = jar => jar == "new.jar" ? "FAILED" : "RUNNING";
        _session.Run($"$null = {start}");
        var (output, errors) = _session.RunWithErrors($"Update-FlinkJob old new.jar c.D -Parallelism 1 {Quick}");
        Assert.Equal("old: RolledBack, " + _flink.Jobs[3].Id, Assert.Single(output).ToString());
        Assert.StartsWith("FlinkChangeRolledBack,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(("old", "RUNNING", _flink.Jobs[1].Savepoints[0], 3), (_flink.Jobs[3].Name, _flink.Jobs[3].State, _flink.Jobs[3].RestoredFrom, _flink.Jobs[3].Parallelism));
        Assert.Contains("\"entryClass\":\"a.B\",\"programArgsList\":[\"x\"]", _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-FlinkJobLock"));
    }

    [Theory]
    [InlineData("Start-FlinkJob old.jar -NoRecord", "Nothing tells which jar the job 'old' runs.")]
    [InlineData("Start-FlinkJob (Publish-FlinkJar old.jar).JarId", "Nothing tells which jar the job 'old' runs.")]
    [InlineData("Start-FlinkJob old.jar; Set-Content old.jar PK9", "does not lie at")]
    public void A_job_that_cannot_go_back_is_not_stopped_and_PreviousJar_named(string start, string why)
    {
        _session.Run($"$null = {start}");
        var error = _session.Error($"Update-FlinkJob old new.jar {Quick}");
        Assert.StartsWith("FlinkPreviousJarMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(why, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-PreviousJar", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("RUNNING", _flink.Jobs[1].State);
        Assert.DoesNotContain(_flink.Requests, request => request.Path.EndsWith("/stop", StringComparison.Ordinal));
    }

    [Fact]
    public void A_start_under_a_lock_of_others_runs_and_says_what_is_not_kept()
    {
        var warning = _session.One<string>("""
            $own = Get-ZkSession; $other = Connect-Zk $own.ConnectionString; $lock = Lock-FlinkJob old -Session $other
            $job = Start-FlinkJob old.jar -Session $own -WarningVariable told -WarningAction SilentlyContinue; "$($job.State): $told"
            """);
        Assert.StartsWith("RUNNING: The job runs, and how it was started could not be kept:", warning, StringComparison.Ordinal);
        Assert.EndsWith("Update-FlinkJob will need -PreviousJar.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_in_which_savepoints_are_written_is_that_of_the_change_before()
    {
        _session.Run($"$null = Update-FlinkJob orders new.jar -PreviousJar old.jar -Format Native {Quick}; $null = Set-FlinkParallelism new 3 -LockName orders {Quick}; Set-ZkConfig orders @{{ a = 1 }}; $null = Sync-FlinkJobConfig new -LockName orders {Quick}");
        _session.Run($"$null = Update-FlinkJob new newer.jar -LockName orders -Format Canonical {Quick}; $null = Update-FlinkJob newer new.jar -LockName orders {Quick}");
        Assert.Equal(["NATIVE", "NATIVE", "NATIVE", "CANONICAL", "CANONICAL"], _flink.Requests.Where(request => request.Path.EndsWith("/stop", StringComparison.Ordinal))
            .Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("formatType").GetString()));
    }

    [Fact]
    public void What_is_rolled_back_is_an_object_and_an_error()
    {
        _flink.StartedState = jar => jar == "new.jar" ? "FAILED" : "RUNNING";
        var (output, errors) = _session.RunWithErrors($"Update-FlinkJob orders new.jar -PreviousJar old.jar -Timeout 300ms {Quick}");
        Assert.Equal("orders: RolledBack, " + _flink.Jobs[2].Id, Assert.Single(output).ToString());
        Assert.StartsWith("FlinkChangeRolledBack,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(("old", "RUNNING"), (_flink.Jobs[2].Name, _flink.Jobs[2].State));
    }

    [Fact]
    public void One_that_was_left_in_the_middle_is_gone_on_with_or_taken_back()
    {
        foreach (var (how, name) in new[] { ("", "new"), (" new.jar", "new"), (" -Undo", "old") })
        {
            Interrupt();
            Assert.Equal("True", _session.One<string>($"$u = Update-FlinkJob orders{how} -WarningVariable told -WarningAction SilentlyContinue; \"$($told[0] -match 'stands at Stopping')\""));
            Assert.Equal(name, Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
            _session.Run("Get-FlinkJob -State RUNNING | Stop-FlinkJob -Force; Remove-ZkNode /flinkzk/default/jobs -Recurse");
            _flink.AddJob("orders");
        }
    }

    [Fact]
    public void One_that_was_left_in_the_middle_says_so_to_whoever_wants_another()
    {
        Interrupt();
        Assert.StartsWith("FlinkJarChanged,", _session.Error("Update-FlinkJob orders newer.jar -WarningAction SilentlyContinue").FullyQualifiedErrorId, StringComparison.Ordinal);
        _session.Run("Update-FlinkJob orders -WhatIf");
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
    }

    [Theory]
    [InlineData("Update-FlinkJob orders new.jar")]
    [InlineData("Update-FlinkJob orders -Undo")]
    public void One_of_another_cluster_is_not_carried_out_here(string script)
    {
        Interrupt();
        using var other = new FakeFlink();
        other.AddJob("orders");
        _session.Run("$null = Connect-Flink $args[0] -Timeout 2s", other.Address);
        var error = _session.Error(script);
        Assert.StartsWith("FlinkChangeUnderWay,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_flink.Address.AbsoluteUri, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Requests, request => request.Method != "GET");
    }

    [Fact]
    public void What_somebody_starts_by_hand_meanwhile_stays_alone_and_the_change_can_be_given_up()
    {
        Interrupt();
        _flink.Forget();
        var warning = _session.One<string>("$null = Start-FlinkJob orders.jar -WarningVariable told -WarningAction SilentlyContinue; \"$told\"");
        Assert.Contains("A change of the job 'orders' is under way", warning, StringComparison.Ordinal);
        Assert.Contains("-Undo -NoRollback", warning, StringComparison.Ordinal);
        Assert.StartsWith("FlinkJobRunsAlready,", _session.Error("Update-FlinkJob orders -WarningAction SilentlyContinue").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("FlinkJobRunsAlready,", _session.Error("Update-FlinkJob orders -Undo -WarningAction SilentlyContinue").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("given up", _session.One<string>("Update-FlinkJob orders -Undo -NoRollback -WarningVariable told -WarningAction SilentlyContinue; \"$told\""), StringComparison.Ordinal);
        Assert.Equal("orders", Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
        Assert.Equal("Updated", _session.One<string>($"\"$((Update-FlinkJob orders new.jar -PreviousJar old.jar {Quick}).State)\""));
    }

    [Fact]
    public void What_a_change_that_is_gone_on_with_does_not_take_up_is_told()
    {
        Interrupt();
        Assert.Equal("True", _session.One<string>("$null = Update-FlinkJob orders new.jar -Parallelism 7 -ArgumentList x -StableFor 0s -WarningVariable told -WarningAction SilentlyContinue; \"$([bool]($told -match '-ArgumentList, -Parallelism'))\""));
        Assert.Equal(2, _flink.Jobs[^1].Parallelism);
    }

    [Fact]
    public async Task One_that_was_waited_for_is_followed_by_the_next()
    {
        Interrupt();
        using var beside = new ModuleSession();
        beside.Run("$null = Connect-Zk $args[0]; $null = Connect-Flink $args[1] -Timeout 2s; $lock = Lock-FlinkJob orders", _session.One<string>("(Get-ZkSession).ConnectionString"), _flink.Address);
        using var update = _session.Shell($"\"$((Update-FlinkJob orders newer.jar -PreviousJar new.jar {Quick} -WarningAction SilentlyContinue).State)\"");
        var running = update.InvokeAsync();
        await Wait.UntilAsync(() => beside.All<object>("Get-ZkChildNode $lock.Path.Substring(0, $lock.Path.LastIndexOf('/'))").Length > 1, "The lock is not waited for.");
        beside.Run("$null = Update-FlinkJob orders -WarningAction SilentlyContinue; $lock | Unlock-FlinkJob");
        Assert.Equal("Updated", Assert.Single(await running).BaseObject);
        Assert.Equal("newer", Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
    }

    [Theory]
    [InlineData("-Configuration @{ 's3.secret-key' = 'geheim' }", "'s3.secret-key'")]
    [InlineData("-ArgumentList '--rate', 5, '--db.password', 'geheim'", "'db.password'")]
    [InlineData("-ArgumentList '--db.password=geheim'", "'db.password'")]
    public void A_secret_is_not_kept_and_that_is_told(string given, string name)
    {
        foreach (var start in new[] { "Start-FlinkJob old.jar", $"Update-FlinkJob orders new.jar -NoRollback {Quick}" })
        {
            var warning = _session.One<string>($"$null = {start} {given} -WarningVariable told -WarningAction SilentlyContinue; \"$told\"");
            Assert.Contains(name, warning, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", warning, StringComparison.Ordinal);
        }
        foreach (var job in new[] { "old", "orders" })
        {
            var kept = _session.One<string>($"(Get-ZkNode /flinkzk/default/jobs/{job}/spec).Text");
            Assert.Contains("******", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_secret_is_given_again_for_the_next_change_and_goes_into_what_it_goes_back_to()
    {
        _flink.StartedState = jar => jar == "new.jar" ? "FAILED" : "RUNNING";
        _session.Run("$null = Start-FlinkJob old.jar -ArgumentList '--rate', 5, '--password', 'geheim' -WarningAction SilentlyContinue");
        var missing = _session.Error($"Update-FlinkJob old new.jar {Quick}");
        Assert.Equal("FlinkSecretsMissing", missing.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("'password'", missing.ToString(), StringComparison.Ordinal);
        Assert.Equal("RUNNING", _flink.Jobs[1].State);
        Assert.Equal("FlinkSecretsMissing", _session.Error("Set-FlinkParallelism old 4").FullyQualifiedErrorId.Split(',')[0]);
        var (output, _) = _session.RunWithErrors($"Update-FlinkJob old new.jar -ArgumentList '--rate', 6, '--password', 'geheim' -WarningAction SilentlyContinue {Quick}");
        Assert.StartsWith("old: RolledBack", Assert.Single(output).ToString(), StringComparison.Ordinal);
        Assert.Equal(["\"5\",\"--password\",\"geheim\"", "\"6\",\"--password\",\"geheim\"", "\"5\",\"--password\",\"geheim\""],
            _flink.Requests.Where(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Select(request => request.Body.Split("--rate\",")[1].Split(']')[0]));
    }

    [Fact]
    public void A_program_that_says_its_arguments_does_not_tell_a_secret()
    {
        foreach (var script in new[] { "Start-FlinkJob new.jar says.Arguments", $"Update-FlinkJob orders new.jar says.Arguments -NoRollback {Quick}", $"Update-FlinkJob orders new.jar says.Arguments -NoRollback -NoPlanCheck {Quick}" })
        {
            var said = string.Join('\n', _session.All<string>($"$e = {script} -ArgumentList '--rate', '5', '--password', $args[0] -Verbose *>&1 | Out-String -Width 2000; $e; Get-Error | Out-String -Width 2000", "geheim"));
            Assert.Contains("[--rate, 5, --password, ******]", said.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_lock_that_the_runspace_holds_is_used_and_kept()
    {
        Assert.Equal("Updated Held", _session.One<string>($"$lock = Lock-FlinkJob orders; $u = Update-FlinkJob orders new.jar -NoRollback {Quick}; \"$($u.State) $($lock.State)\""));
        Assert.StartsWith("LockTimeout,", _session.Error("$null = Connect-Zk (Get-ZkSession).ConnectionString; Update-FlinkJob -JobId $u.JobId newer.jar -NoRollback -LockTimeout 100ms").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_adaptive_scheduler_is_asked_in_place_and_the_next_start_keeps_it()
    {
        _flink.Adaptive = (true, true);
        Assert.Equal("InPlace 2 3 True", _session.One<string>($"$u = Update-FlinkJob orders new.jar -PreviousJar old.jar {Quick}; $p = Set-FlinkParallelism new 3; \"$($p.Way) $($p.Before) $($p.Parallelism) $($p.JobId -eq $u.JobId)\""));
        Assert.Equal((1, 3), _flink.Jobs[1].Required);
        Assert.Equal("Unchanged", _session.One<string>("(Set-FlinkParallelism new 3).Way.ToString()"));
        _session.Run($"$null = Update-FlinkJob new newer.jar {Quick}");
        Assert.Equal(3, _flink.Jobs[2].Parallelism);
        // Within what its state can be spread over, and the slots that there are.
        Assert.StartsWith("FlinkSlotsMissing,", _session.Error("Set-FlinkParallelism newer 9").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((1, 2), _flink.Jobs[2].Required);
        Assert.Equal("InPlace 9", _session.One<string>("$p = Set-FlinkParallelism newer 9 -Force; \"$($p.Way) $($p.Parallelism)\""));
    }

    [Fact]
    public void Without_slots_for_it_a_job_is_not_stopped_for_another_parallelism_unless_forced()
    {
        _session.Run("$null = Start-FlinkJob old.jar");
        // Three slots are free, and two its own.
        var error = _session.Error($"Set-FlinkParallelism old 6 {Quick}");
        Assert.StartsWith("FlinkSlotsMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("A parallelism of 6 of the job 'old' takes 6 slots: it has 2, and 3 are free. Nothing was changed.", error.Exception.Message);
        Assert.Equal("RUNNING", _flink.Jobs[1].State);
        Assert.Equal("5", _session.One<string>($"\"$((Set-FlinkParallelism old 5 {Quick}).Parallelism)\""));
        Assert.Equal("9", _session.One<string>($"\"$((Set-FlinkParallelism old 9 -Force {Quick}).Parallelism)\""));
    }

    [Fact]
    public void What_the_scheduler_does_not_come_to_do_is_set_back()
    {
        _flink.Adaptive = (true, false);
        Assert.StartsWith("FlinkNotRescaled,", _session.Error("Set-FlinkParallelism orders 3 -StableTimeout 300ms").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((1, 2), _flink.Jobs[0].Required);
        Assert.Equal("RUNNING", Assert.Single(_flink.Jobs).State);
    }

    [Fact]
    public void Another_scheduler_s_job_is_restarted_from_a_savepoint_if_it_is_known_how()
    {
        Assert.StartsWith("FlinkPreviousJarMissing,", _session.Error("Set-FlinkParallelism orders 3").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("FlinkNotSupported,", _session.Error("Set-FlinkParallelism orders 3 -InPlace").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("RUNNING", Assert.Single(_flink.Jobs).State);
        _session.Run($"$u = Update-FlinkJob orders new.jar -PreviousJar old.jar {Quick}");
        Assert.Equal("Unchanged", _session.One<string>("($u | Set-FlinkParallelism -Parallelism 2).Way.ToString()"));
        Assert.Equal("Restarted 2 3 True", _session.One<string>($"$p = $u | Set-FlinkParallelism -Parallelism 3 {Quick}; \"$($p.Way) $($p.Before) $($p.Parallelism) $($p.OldJobId -eq $u.JobId)\""));
        Assert.Equal(_flink.Jobs[1].Savepoints[0], _flink.Jobs[2].RestoredFrom);
    }

    [Fact]
    public void A_revision_goes_into_the_job_which_is_restarted_when_it_has_to_be()
    {
        const string Sync = $"$s = Sync-FlinkJobConfig -JobId $id {Quick} -WarningAction SilentlyContinue; $id = $s.JobId; \"$($s.Name) $($s.State) $($s.Before)>$($s.Revision)\"";
        _session.Run($"Set-ZkConfig orders @{{ threshold = 100; name = 'a b' }}; Set-ZkConfig orders @{{ password = 's3cret' }} -Secret; $id = (Update-FlinkJob orders new.jar -PreviousJar old.jar -ArgumentList '--rate', -5, '--threshold', 1 {Quick}).JobId");
        Assert.Equal("orders Restarted >2", _session.One<string>(Sync));
        Assert.EndsWith("\"programArgsList\":[\"--rate\",\"-5\",\"--threshold\",\"100\",\"--name\",\"a b\"],", LastRun(), StringComparison.Ordinal);
        Assert.Equal(2L, _session.One<long>("(Get-FlinkJob $id -Detailed).Revision"));
        Assert.Equal("orders Unchanged 2>2", _session.One<string>(Sync));
        // Another job's revision is no reason to restart this one; one that takes a value away is.
        _session.Run("Set-ZkConfig other @{ threshold = 7 }");
        Assert.Equal("orders Unchanged 2>3", _session.One<string>(Sync));
        Assert.Equal(3, _flink.Jobs.Count);
        _session.Run("Remove-ZkConfig orders name");
        Assert.Equal("orders Restarted 3>4", _session.One<string>(Sync));
        Assert.EndsWith("\"programArgsList\":[\"--rate\",\"-5\",\"--threshold\",\"100\"],", LastRun(), StringComparison.Ordinal);
        Assert.Equal("orders Restarted 4>4", _session.One<string>(Sync.Replace(Quick, Quick + " -To Settings", StringComparison.Ordinal)));
        Assert.Contains("\"flinkConfiguration\":{\"threshold\":\"100\"}", _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_flink.Requests, request => request.Body.Contains("s3cret", StringComparison.Ordinal));

        string LastRun() => _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body.Split("\"parallelism\"")[0];
    }

    [Fact]
    public void A_revision_that_the_job_does_not_stand_is_rolled_back_with_its_values()
    {
        _session.Run($"Set-ZkConfig orders @{{ threshold = 100 }}; $id = (Update-FlinkJob orders new.jar -PreviousJar old.jar {Quick}).JobId");
        var starts = 0;
        _flink.StartedState = _ => ++starts == 1 ? "FAILED" : "RUNNING";
        var (output, errors) = _session.RunWithErrors($"$s = Sync-FlinkJobConfig -JobId $id {Quick}; $s");
        Assert.Equal("orders: revision , RolledBack", Assert.Single(output).ToString());
        Assert.StartsWith("FlinkChangeRolledBack,", Assert.Single(errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sync-FlinkJobConfig orders", "FlinkPreviousJarMissing")]
    [InlineData("Update-FlinkJob orders", "FlinkChangeNotFound")]
    [InlineData("Update-FlinkJob orders -Undo", "FlinkChangeNotFound")]
    [InlineData("Update-FlinkJob orders new.jar", "FlinkPreviousJarMissing")]
    [InlineData("Update-FlinkJob orders nosuch.jar -NoRollback", "FileNotFound")]
    [InlineData("Update-FlinkJob orders text.jar -NoRollback", "FlinkJarNotUsable")]
    [InlineData("Update-FlinkJob orders new.jar -NoRollback no.such.Class", "FlinkProgramFailed")]
    [InlineData("Update-FlinkJob nosuch new.jar", "FlinkJobNotFound")]
    [InlineData("Update-FlinkJob -JobId ffffffffffffffffffffffffffffffff new.jar", "FlinkJobNotFound")]
    [InlineData("Update-FlinkJob orders new.jar -NoRollback -LockName a/b", "InvalidName")]
    public void What_cannot_be_done_is_an_error_and_the_job_goes_on(string script, string id)
    {
        Assert.Equal(id, _session.Error(script).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("RUNNING", Assert.Single(_flink.Jobs).State);
        Assert.Empty(_flink.Jars);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _session.Run("Update-FlinkJob orders new.jar -PreviousJar old.jar -WhatIf; Set-FlinkParallelism orders 4 -WhatIf");
        Assert.All(_flink.Requests, request => Assert.Equal("GET", request.Method));
        Assert.False(_session.One<bool>("Test-ZkNode /flinkzk/default/jobs"));
    }

    // The stop arrives, and nothing that comes behind it is answered.
    private void Interrupt()
    {
        _flink.DieAt("/stop");
        Assert.StartsWith("FlinkChangeInterrupted,", _session.Error($"Update-FlinkJob orders new.jar -PreviousJar old.jar -Timeout 300ms {Quick}").FullyQualifiedErrorId, StringComparison.Ordinal);
        _flink.Revive();
    }
}
