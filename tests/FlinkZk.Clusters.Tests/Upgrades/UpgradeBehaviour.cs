using System.Text.Json;
using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Upgrades;

/// <summary>A job is replaced by another that goes on from its savepoint, or is as before; whoever comes after a crash finishes it or takes it back.</summary>
public abstract class UpgradeBehaviour(TestServer server) : ClusterTests(server), IAsyncLifetime
{
    private const string Job = "orders";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ClusterPaths Paths = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-upgrade-");
    private FakeFlink _flink = new();
    private FakeFlinkJob _old = null!;
    private FlinkClient _client = null!;
    private FlinkDeployment _newJar = null!;
    private FlinkDeployment _oldJar = null!;

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_newJar, _oldJar) = (await JarAsync("new.jar"), await JarAsync("old.jar"));
        Anew();
    }

    public new async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _flink.DisposeAsync();
        _folder.Delete(recursive: true);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_job_is_replaced_by_one_that_goes_on_from_its_savepoint()
    {
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop));
        AssertReplaced(result.JobId);
        Assert.Equal((false, false, _old.Savepoints[0]), (result.IsRolledBack, result.IsResumed, result.Record.Savepoint));
        Assert.Equal([FlinkUpgradeStep.Stopping, FlinkUpgradeStep.Starting, FlinkUpgradeStep.Watching], result.Record.Moments.Select(moment => moment.Step));
        Assert.InRange(result.Downtime!.Value, TimeSpan.Zero, Patience);
        var spec = await FlinkUpgrades.ReadSpecAsync(Client, Paths, Job, Stop);
        Assert.Equal((result.JobId, _newJar.Sha256, _old.Savepoints[0]), (spec!.JobId, spec.Deployment.Sha256, spec.Savepoint));
        Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
        Assert.Empty(_flink.Jars);
    }

    [Theory]
    [InlineData("FAILED", "was started, and failed: FailureException: no such topic")]
    [InlineData("RESTARTING", "it is not stable after")]
    public async Task A_job_that_is_not_stable_gives_way_to_the_old_one(string state, string reason)
    {
        _flink.StartedState = jar => jar == "new.jar" ? state : "RUNNING";
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request with { StableTimeout = TimeSpan.FromMilliseconds(700) }, Stop));
        AssertAsBefore(result);
        Assert.Contains(reason, result.Record.Reason, StringComparison.Ordinal);
        Assert.Equal(_oldJar.Sha256, (await FlinkUpgrades.ReadSpecAsync(Client, Paths, Job, Stop))!.Deployment.Sha256);
    }

    [Fact]
    public async Task A_job_that_only_restarts_to_fail_again_gives_way_long_before_its_time_is_over()
    {
        _flink.StartedState = jar => jar == "new.jar" ? "RESTARTING" : "RUNNING";
        _flink.Crash = request =>
        {
            if (request.Path.Contains("/exceptions", StringComparison.Ordinal))
                _flink.Jobs[^1].Failures++;
            return Task.FromResult<bool?>(null);
        };
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request with { StableTimeout = TimeSpan.FromHours(1) }, Stop));
        AssertAsBefore(result);
        Assert.Contains("3 times in the same way: FailureException: no such topic", result.Record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_was_restored_from_something_else_gives_way_to_the_old_one()
    {
        _flink.Restores = savepoint => _flink.Jobs.Count == 1 ? "file:/other/savepoint" : savepoint;
        AssertAsBefore(await UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop)));
    }

    [Fact]
    public async Task A_start_that_Flink_refuses_is_taken_back()
    {
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request with { New = _newJar with { EntryClass = "no.such.Class" }, ChecksPlan = false }, Stop));
        Assert.Contains("no.such.Class", result.Record.Reason, StringComparison.Ordinal);
        Assert.Equal(result.JobId, Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Id);
        Assert.Equal(2, _flink.Jobs.Count);
    }

    [Fact]
    public async Task What_the_plan_tells_is_told_before_anything_is_touched()
    {
        var refused = await Assert.ThrowsAsync<FlinkException>(() => UnderLockAsync(upgrades => upgrades.RunAsync(Request with { New = _newJar with { EntryClass = "no.such.Class" } }, Stop)));
        Assert.Equal(FlinkProblem.ProgramFailed, refused.Problem);
        _flink.PlannedVertices = ["0123456789abcdef0123456789abcdef"];
        Assert.Contains("'source'", (await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.StateMayNotFit)).Message, StringComparison.Ordinal);
        await AssertUntouchedAsync();
        AssertReplaced((await UnderLockAsync(upgrades => upgrades.RunAsync(Request with { New = _newJar with { AllowNonRestoredState = true } }, Stop))).JobId);
    }

    [Theory]
    [InlineData("RESTARTING")]
    [InlineData("FINISHED")]
    public async Task A_job_that_does_not_run_is_not_stopped(string state)
    {
        _old.State = state;
        Assert.Contains(state, (await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.NotReady)).Message, StringComparison.Ordinal);
        Assert.Empty(_flink.Jars);
    }

    [Fact]
    public async Task A_stop_that_fails_leaves_all_as_it_was()
    {
        _flink.SavepointFailure = "java.io.IOException: no room";
        Assert.Equal(FlinkProblem.SavepointFailed, (await Assert.ThrowsAsync<FlinkException>(() => UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop)))).Problem);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task A_savepoint_that_was_written_though_the_old_job_failed_then_is_started_from()
    {
        _flink.StateAfterStop = "FAILED";
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop));
        Assert.Equal(_old.Savepoints[0], _flink.Jobs.Single(job => job.Id == result.JobId).RestoredFrom);
    }

    [Fact]
    public async Task Without_the_old_jar_nothing_is_taken_back_and_the_savepoint_told()
    {
        _flink.StartedState = _ => "FAILED";
        var failure = await FailsAsync(upgrades => upgrades.RunAsync(Request with { Old = null }, Stop), FlinkUpgradeProblem.NotStable);
        Assert.Equal(_old.Savepoints[0], failure.Savepoint);
        Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
    }

    [Fact]
    public async Task When_the_old_jar_does_not_start_either_it_is_told_and_can_be_gone_on_with()
    {
        _flink.StartedState = _ => "FAILED";
        var failure = await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.RollbackFailed);
        Assert.Equal(_old.Savepoints[0], failure.Savepoint);
        _flink.StartedState = _ => "RUNNING";
        AssertAsBefore((await UnderLockAsync(upgrades => upgrades.GoOnAsync(new(), Stop))), jobs: 4);
    }

    [Fact]
    public async Task A_savepoint_that_is_named_goes_before_the_one_that_is_written_down()
    {
        _flink.StartedState = _ => "FAILED";
        await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.RollbackFailed);
        _flink.StartedState = _ => "RUNNING";
        var result = await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { Savepoint = "file:/sp/of May" }, Stop));
        Assert.Equal((result.JobId, "file:/sp/of May", "file:/sp/of May"), (Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Id, _flink.Jobs[^1].RestoredFrom, result.Record.Savepoint));
    }

    [Fact]
    public async Task A_savepoint_that_is_named_is_not_passed_over_where_the_job_runs_from_another()
    {
        await CrashAtAsync(request => request.Path.EndsWith("/checkpoints/config", StringComparison.Ordinal), isCarriedOut: true);
        var refused = await FailsAsync(upgrades => upgrades.GoOnAsync(new() { Savepoint = "file:/sp/of May" }, Stop), FlinkUpgradeProblem.UnderWay);
        Assert.Contains("file:/sp/of May", refused.Message, StringComparison.Ordinal);
        AssertReplaced((await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { Savepoint = _old.Savepoints[0] }, Stop))).JobId);
    }

    [Fact]
    public async Task An_old_job_that_was_started_again_and_failed_is_started_once_more()
    {
        _flink.StartedState = jar => jar == "new.jar" ? "FAILED" : "RESTARTING";
        await FailsAsync(upgrades => upgrades.RunAsync(Request with { StableTimeout = TimeSpan.FromMilliseconds(700) }, Stop), FlinkUpgradeProblem.RollbackFailed);
        _flink.Jobs[^1].State = "FAILED";
        _flink.StartedState = _ => "RUNNING";
        AssertAsBefore(await UnderLockAsync(upgrades => upgrades.GoOnAsync(new(), Stop)), jobs: 4);
    }

    [Fact]
    public async Task A_new_jar_that_is_another_by_now_does_not_keep_the_change_from_being_taken_back()
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        await File.WriteAllTextAsync(_newJar.Jar, "PK2", Stop);
        Assert.Equal(_oldJar.Sha256, (await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = true }, Stop))).Record.Old!.Sha256);
        Assert.Equal("old", Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_that_somebody_started_meanwhile_is_not_joined_by_a_second_one(bool isUndo)
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        var byHand = _flink.AddJob(Job);
        var refused = await Assert.ThrowsAsync<FlinkUpgradeException>(() => UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo }, Stop)));
        Assert.Contains(byHand.Id, refused.Message, StringComparison.Ordinal);
        Assert.Equal(byHand, Assert.Single(_flink.Jobs, job => job.State == "RUNNING"));
        byHand.State = "CANCELED";
        await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo }, Stop));
        Assert.Equal(isUndo ? "old" : "new", Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_old_job_that_has_come_back_is_not_joined_by_the_new_one(bool isUndo)
    {
        await CrashAtAsync(request => request.Path.EndsWith("/run", StringComparison.Ordinal), isCarriedOut: false);
        _old.State = "RUNNING";
        Assert.Contains(_old.Id, (await FailsAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo }, Stop), FlinkUpgradeProblem.RunsAlready)).Message, StringComparison.Ordinal);
        Assert.Equal(_old, Assert.Single(_flink.Jobs, job => job.State == "RUNNING"));
    }

    [Theory]
    [InlineData("CANCELED")]
    [InlineData("FAILED")]
    public async Task A_savepoint_that_somebody_had_written_is_not_taken_for_that_of_the_stop(string state)
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: false);
        _old.Savepoints.Add("file:/sp/savepoint-of-somebody");
        _old.State = state;
        await FailsAsync(upgrades => upgrades.GoOnAsync(new(), Stop), FlinkUpgradeProblem.SavepointUnknown);
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
    }

    [Fact]
    public async Task Another_job_of_the_same_name_that_ran_before_is_no_hindrance()
    {
        var other = _flink.AddJob(Job);
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop));
        Assert.Equal([other.Id, result.JobId], _flink.Jobs.Where(job => job.State == "RUNNING").Select(job => job.Id));
    }

    [Fact]
    public async Task A_job_that_somebody_stopped_while_it_was_watched_is_left_so_and_told()
    {
        _flink.Crash = request =>
        {
            if (request.Path.EndsWith("/checkpoints/config", StringComparison.Ordinal))
            {
                var started = _flink.Jobs[^1];
                (started.State, started.IsStopped) = ("FINISHED", true);
                started.Savepoints.Add("file:/sp/other");
            }
            return Task.FromResult<bool?>(null);
        };
        var told = await FailsAsync(upgrades => upgrades.RunAsync(Request with { StableFor = TimeSpan.FromSeconds(1) }, Stop), FlinkUpgradeProblem.EndedByHand);
        Assert.Equal("file:/sp/other", told.Savepoint);
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
        Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
        Assert.Equal(_flink.Jobs[^1].Id, (await FlinkUpgrades.ReadSpecAsync(Client, Paths, Job, Stop))!.JobId);
    }

    [Theory]
    [InlineData("while it is watched")]
    [InlineData("while it is started")]
    [InlineData("the old one, started again")]
    public async Task A_job_that_somebody_cancelled_meanwhile_is_not_started_again_and_told(string when)
    {
        _flink.StartedState = jar => when == "while it is watched" ? "RUNNING" : when == "the old one, started again" && jar == "new.jar" ? "FAILED" : "CANCELED";
        _flink.Crash = request =>
        {
            if (when == "while it is watched" && request.Path.EndsWith("/checkpoints/config", StringComparison.Ordinal) && _flink.Jobs[^1] is { State: "RUNNING" } job)
                job.State = "CANCELED";
            return Task.FromResult<bool?>(null);
        };
        var told = await FailsAsync(upgrades => upgrades.RunAsync(Request with { StableFor = TimeSpan.FromSeconds(1) }, Stop), FlinkUpgradeProblem.EndedByHand);
        Assert.Equal(_old.Savepoints[0], told.Savepoint);
        Assert.Contains("cancelled", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
        Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
        Assert.Equal(_flink.Jobs[^1].Id, (await FlinkUpgrades.ReadSpecAsync(Client, Paths, Job, Stop))!.JobId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_newer_version_wrote_is_left_to_it(bool isUndo)
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        var text = System.Text.Encoding.UTF8.GetString((await Client.GetDataAsync(Paths.Upgrade(Job), Stop)).Data!);
        await Client.SetDataAsync(Paths.Upgrade(Job), System.Text.Encoding.UTF8.GetBytes(text.Replace("\"v\":1", "\"v\":99", StringComparison.Ordinal)), cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<FlinkUpgradeException>(() => UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo }, Stop)));
        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
    }

    [Fact]
    public async Task What_stands_in_another_job_s_place_hides_no_name()
    {
        var result = await UnderLockAsync(upgrades => upgrades.RunAsync(Request, Stop));
        await EnsureAsync(Paths.Spec("bystander"), "not json"u8.ToArray());
        await EnsureAsync(Paths.Upgrade("bystander"), "nor this"u8.ToArray());
        Assert.Equal(Job, await FlinkUpgrades.NameOfAsync(Client, Paths, result.JobId, Stop));
        Assert.Null(await FlinkUpgrades.NameOfAsync(Client, Paths, new string('f', 32), Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_at_any_request_the_next_one_finishes_it(bool isCarriedOut) => await CrashesAsync(isCarriedOut, isGood: true, how: new(), AssertReplaced);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_at_any_request_of_one_that_fails_the_next_one_takes_it_back(bool isCarriedOut) =>
        await CrashesAsync(isCarriedOut, isGood: false, how: new(), id => Assert.Equal("old", Assert.Single(_flink.Jobs, job => job.State == "RUNNING" && job.Id == id).Name));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_at_any_request_it_can_be_taken_back(bool isCarriedOut) => await CrashesAsync(isCarriedOut, isGood: true, how: new() { IsUndo = true }, id =>
    {
        var running = Assert.Single(_flink.Jobs, job => job.State == "RUNNING");
        Assert.Equal(id ?? _old.Id, running.Id);
        Assert.True(running.Id == _old.Id || running.Name == "old" && running.RestoredFrom == Assert.Single(_old.Savepoints), running.Name);
    });

    [Fact]
    public async Task A_savepoint_that_nobody_remembers_is_found_by_its_files_or_named()
    {
        _flink.SavepointFolder = $"file:{_folder.FullName}/sp";
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        _flink.Forget();
        _flink.Remove(_old);
        var unknown = await FailsAsync(upgrades => upgrades.GoOnAsync(new(), Stop), FlinkUpgradeProblem.SavepointUnknown);
        Assert.Contains(_old.Id, unknown.Message, StringComparison.Ordinal);
        var savepoint = Path.Combine(_folder.FullName, "sp", Path.GetFileName(_old.Savepoints[0]));
        Directory.CreateDirectory(savepoint);
        await File.WriteAllTextAsync(Path.Combine(savepoint, "_metadata"), "", Stop);
        Assert.Equal(_old.Savepoints[0], (await UnderLockAsync(upgrades => upgrades.GoOnAsync(new(), Stop))).Record.Savepoint);
    }

    [Fact]
    public async Task A_jar_that_is_another_by_now_is_not_started()
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        await File.WriteAllTextAsync(_newJar.Jar, "PK2", Stop);
        await FailsAsync(upgrades => upgrades.GoOnAsync(new(), Stop), FlinkUpgradeProblem.JarChanged);
        var elsewhere = Path.Combine(_folder.FullName, "copy.jar");
        await File.WriteAllTextAsync(elsewhere, "PKnew.jar", Stop);
        _flink.Forget();
        await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.UnderWay);
        Assert.Equal(elsewhere, (await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { Jar = elsewhere }, Stop))).Record.New.Jar);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Secrets_are_not_written_down_and_have_to_be_given_to_go_on(bool isUndo)
    {
        string[] arguments = ["--rate", "5", "--password", "geheim"];
        (_newJar, _oldJar) = (_newJar with { Arguments = arguments }, _oldJar with { Arguments = [.. arguments, "--old"] });
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: true);
        Assert.DoesNotContain("geheim", System.Text.Encoding.UTF8.GetString((await Client.GetDataAsync(Paths.Upgrade(Job), Stop)).Data!), StringComparison.Ordinal);
        Assert.Contains("'password'", (await FailsAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo }, Stop), FlinkUpgradeProblem.SecretsMissing)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_flink.Jobs, job => job.State == "RUNNING");
        await UnderLockAsync(upgrades => upgrades.GoOnAsync(new() { IsUndo = isUndo, Arguments = ["--password=geheim"] }, Stop));
        Assert.Equal(isUndo ? "old" : "new", Assert.Single(_flink.Jobs, job => job.State == "RUNNING").Name);
        Assert.Contains(isUndo ? "\"--password\",\"geheim\",\"--old\"]" : "\"--password\",\"geheim\"]", _flink.Requests.Last(request => request.Path.EndsWith("/run", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", System.Text.Encoding.UTF8.GetString((await Client.GetDataAsync(Paths.Spec(Job), Stop)).Data!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_lost_the_lock_writes_nothing_more()
    {
        await using var session = await ConnectAsync();
        var held = await LockAsync(session);
        _flink.Crash = async request =>
        {
            if (request.Path.EndsWith("/stop", StringComparison.Ordinal))
                await Client.DeleteAsync(held.Path, cancellationToken: Stop);
            return null;
        };
        var lost = await Assert.ThrowsAsync<FlinkUpgradeException>(() => new FlinkUpgrades(_client, held, Paths, Job).RunAsync(Request, Stop));
        Assert.Equal(FlinkUpgradeProblem.LockLost, lost.Problem);
        Assert.Equal(FlinkUpgradeStep.Stopping, (await UnderLockAsync(upgrades => upgrades.FindAsync(Stop)))!.Step);
        AssertReplaced((await UnderLockAsync(upgrades => upgrades.GoOnAsync(new(), Stop))).JobId);
    }

    [Fact]
    public async Task What_stands_in_the_journal_s_place_is_told_and_left()
    {
        await EnsureAsync(Paths.Upgrade(Job), "{\"step\":\"x\"}"u8.ToArray());
        Assert.Contains(Paths.Upgrade(Job), (await FailsAsync(upgrades => upgrades.RunAsync(Request, Stop), FlinkUpgradeProblem.Unreadable)).Message, StringComparison.Ordinal);
        Assert.Equal("RUNNING", _old.State);
    }

    [Theory]
    [InlineData("\"step\":\"Stopping\"", "\"step\":\"Starting\"", "names no savepoint")]
    [InlineData("\"step\":\"Stopping\"", "\"step\":99", "step")]
    [InlineData("\"moments\":[", "\"moments\":[null,", "'moments'")]
    public async Task A_record_that_nothing_of_ours_can_have_written_is_told_and_left(string part, string other, string why)
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: false);
        var written = System.Text.Encoding.UTF8.GetString((await Client.GetDataAsync(Paths.Upgrade(Job), Stop)).Data!);
        Assert.Contains(part, written, StringComparison.Ordinal);
        await Client.SetDataAsync(Paths.Upgrade(Job), System.Text.Encoding.UTF8.GetBytes(written.Replace(part, other, StringComparison.Ordinal)), cancellationToken: Stop);
        Assert.Contains(why, (await FailsAsync(upgrades => upgrades.GoOnAsync(new(), Stop), FlinkUpgradeProblem.Unreadable)).Message, StringComparison.Ordinal);
        Assert.Equal("RUNNING", _old.State);
    }

    [Fact]
    public async Task Where_no_change_is_under_way_there_is_nothing_to_go_on_with() => await FailsAsync(upgrades => upgrades.GoOnAsync(new(), Stop), FlinkUpgradeProblem.NotUnderWay);

    [Fact]
    public async Task The_journal_is_JSON_that_people_can_read()
    {
        await CrashAtAsync(request => request.Path.EndsWith("/stop", StringComparison.Ordinal), isCarriedOut: false);
        using var journal = JsonDocument.Parse((await Client.GetDataAsync(Paths.Upgrade(Job), Stop)).Data!);
        Assert.Equal((1, "Stopping", _old.Id, "new.jar"), (journal.RootElement.GetProperty("v").GetInt32(), journal.RootElement.GetProperty("step").GetString(),
            journal.RootElement.GetProperty("oldJobId").GetString(), Path.GetFileName(journal.RootElement.GetProperty("new").GetProperty("jar").GetString())));
    }

    private FlinkUpgradeRequest Request => new() { JobId = _old.Id, Cluster = "one", New = _newJar, Old = _oldJar, StableFor = TimeSpan.Zero, StableTimeout = Patience, StartTimeout = TimeSpan.FromSeconds(2), StopTimeout = Patience };

    // Each moment at which a process may die: before or behind any of its requests.
    private async Task CrashesAsync(bool isCarriedOut, bool isGood, FlinkUpgradeContinuation how, Action<string> assert)
    {
        for (var number = 1; ; number++)
        {
            Anew();
            _flink.StartedState = jar => jar == "new.jar" && !isGood ? "FAILED" : "RUNNING";
            var count = 0;
            if (!await CrashAtAsync(_ => ++count == number, isCarriedOut))
            {
                Assert.InRange(number, 10, 100);
                return;
            }
            var id = await UnderLockAsync(async upgrades =>
            {
                if (await upgrades.FindAsync(Stop) is not null)
                    return (await upgrades.GoOnAsync(how, Stop)).JobId;
                // Nothing was touched, or it was over but for the tidying up.
                if ((await FlinkUpgrades.ReadSpecAsync(Client, Paths, Job, Stop))?.JobId is { } over)
                    return over;
                Assert.Equal("RUNNING", _old.State);
                return how.IsUndo ? null : (await upgrades.RunAsync(Request, Stop)).JobId;
            });
            var all = string.Join(", ", _flink.Jobs.Select(job => $"{job.Name} {job.State} {job.RestoredFrom}"));
            TestContext.Current.TestOutputHelper?.WriteLine($"{number}: {all}");
            assert(id!);
            Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
            Assert.InRange(_old.Savepoints.Count, how.IsUndo ? 0 : 1, 1);
            await NodeTree.DeleteAsync(Client, Paths.Deployments, cancellationToken: Stop);
        }
    }

    /// <returns>False: it came to its end before.</returns>
    private async Task<bool> CrashAtAsync(Func<HttpAsk, bool> where, bool isCarriedOut)
    {
        await using var session = await ConnectAsync();
        using var crash = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _flink.Crash = async request =>
        {
            if (crash.IsCancellationRequested || !where(request))
                return null;
            await crash.CancelAsync();
            return isCarriedOut;
        };
        try
        {
            await new FlinkUpgrades(_client, await LockAsync(session), Paths, Job).RunAsync(Request, crash.Token);
            return crash.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (crash.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            _flink.Revive();
        }
    }

    private void Anew()
    {
        _client?.Dispose();
        _flink.Dispose();
        _flink = new();
        _old = _flink.AddJob(Job);
        _client = new(new() { Endpoints = FlinkEndpoints.Of([_flink.Address]), Timeout = TimeSpan.FromSeconds(3), TryTimeout = TimeSpan.FromSeconds(2) });
    }

    private void AssertReplaced(string id)
    {
        Assert.Equal("FINISHED", _old.State);
        var running = Assert.Single(_flink.Jobs, job => job.State == "RUNNING");
        Assert.Equal((id, "new", Assert.Single(_old.Savepoints)), (running.Id, running.Name, running.RestoredFrom));
        Assert.Equal(2, _flink.Jobs.Count);
    }

    private void AssertAsBefore(FlinkUpgradeResult result, int jobs = 3)
    {
        Assert.True(result.IsRolledBack);
        var running = Assert.Single(_flink.Jobs, job => job.State == "RUNNING");
        Assert.Equal((result.JobId, "old", Assert.Single(_old.Savepoints)), (running.Id, running.Name, running.RestoredFrom));
        Assert.Equal(jobs, _flink.Jobs.Count);
        Assert.Empty(_flink.Jars);
    }

    private async Task AssertUntouchedAsync()
    {
        Assert.Equal("RUNNING", _old.State);
        Assert.Single(_flink.Jobs);
        Assert.Empty(_flink.Jars);
        Assert.Null(await Client.ExistsAsync(Paths.Upgrade(Job), Stop));
    }

    private async Task<FlinkUpgradeException> FailsAsync<T>(Func<FlinkUpgrades, Task<T>> work, FlinkUpgradeProblem problem)
    {
        var failure = await Assert.ThrowsAsync<FlinkUpgradeException>(() => UnderLockAsync(work));
        Assert.True(failure.Problem == problem, $"{failure.Problem} instead of {problem}: {failure.Message}");
        return failure;
    }

    private async Task<T> UnderLockAsync<T>(Func<FlinkUpgrades, Task<T>> work)
    {
        await using var session = await ConnectAsync();
        await using var held = await LockAsync(session);
        return await work(new(_client, held, Paths, Job));
    }

    private static Task<Ownership> LockAsync(ZkClient session) => new DistributedLock(session, Paths.Lock(Job)).AcquireAsync(LockHolder.Current(), Stop);

    private async Task<FlinkDeployment> JarAsync(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, $"PK{name}", Stop);
        return new() { Jar = path, Sha256 = await FlinkDeployment.HashAsync(path, Stop) };
    }
}
