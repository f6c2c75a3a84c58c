using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests.Health;

/// <summary>A job with checkpoints 4 to 6 in a cluster that is down, damaged and mended; its files are on this machine.</summary>
public abstract class HaRepairBehaviour(TestServer server) : ClusterTests(server), IDisposable
{
    private const string Job = "0f000000000000000000000000000002";

    private static readonly HaPaths Paths = new("one");
    private static readonly string Plan = $"{Paths.ExecutionPlans}/{Job}";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("flinkzk-ha-");

    public void Dispose()
    {
        _storage.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public static TheoryData<string, HaFindingKind, string> Damages => new()
    {
        { "garbage 6", HaFindingKind.CheckpointUnreadable, "Remove the pointer; the job is restored from checkpoint 5" },
        { "childless 6", HaFindingKind.CheckpointIgnored, "Add the locks node, so that Flink takes it" },
        { "no file 4", HaFindingKind.CheckpointFileMissing, "Remove the pointer; the job is restored from checkpoint 6" },
        { "no plan file", HaFindingKind.PlanFileMissing, "Remove the plan; its checkpoints stay" },
        { "garbage plan", HaFindingKind.PlanUnreadable, "Remove the plan; its checkpoints stay" },
        { "childless plan", HaFindingKind.PlanIgnored, "Add the locks node, so that Flink takes it" },
        { "counter", HaFindingKind.CounterBehind, "Set the counter to 7" },
        { "no counter", HaFindingKind.CounterMissing, "Set the counter to 7" },
        { "garbage counter", HaFindingKind.CounterUnreadable, "Set the counter to 7" },
        { "no plan", HaFindingKind.OrphanedCheckpoints, "Remove 3 checkpoints and the counter; their files stay" },
        { "lock", HaFindingKind.LockPersistent, "Remove the lock" },
        { "dirty result", HaFindingKind.DirtyResult, "Remove the result, and what the job that has ended left: 1 plan, 3 checkpoints; their files stay" },
        { "clean result", HaFindingKind.JobAlreadyEnded, "Remove what the job that has ended left: 1 plan, 3 checkpoints; their files stay" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_is_mended_is_no_finding_any_more_and_nothing_else_becomes_one(string damage, HaFindingKind kind, string action)
    {
        await DownAsync();
        await DamageAsync(damage);
        var report = await CheckAsync();
        var repair = HaRepair.Plan(report, Assert.Single(report.Findings, finding => finding.Kind == kind));
        Assert.Equal(action, repair.Action);
        await repair.ApplyAsync(Client, Stop);
        var left = (await CheckAsync()).Findings.Where(finding => finding.Severity > HaSeverity.Unknown).Select(finding => finding.Kind);
        // A plan that was removed leaves checkpoints, from which the job is started by hand.
        Assert.Equal(damage is "no plan" or "dirty result" or "clean result" ? [] : kind is HaFindingKind.PlanFileMissing or HaFindingKind.PlanUnreadable ? [HaFindingKind.OrphanedCheckpoints] : [HaFindingKind.NoLeader], left);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task While_a_process_lives_nothing_is_changed(string damage, HaFindingKind kind, string action)
    {
        await DownAsync();
        await DamageAsync(damage);
        var report = await CheckAsync();
        var repair = HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == kind));
        Assert.NotEmpty(action);
        var before = await TreeAsync(Paths.Cluster);
        // One that starts between the reading and the transaction, at each of its stages.
        await EnsureAsync(Paths.Latch + "/" + HaNames.Latch(Guid.NewGuid(), 0));
        Assert.Equal(HaRepairProblem.Alive, (await Assert.ThrowsAsync<HaRepairException>(() => repair.ApplyAsync(Client, Stop))).Problem);
        await RemoveAsync(Paths.Latch);
        await EnsureAsync(Paths.ConnectionInfo("rest_server"));
        Assert.Equal(HaRepairProblem.Alive, (await Assert.ThrowsAsync<HaRepairException>(() => repair.ApplyAsync(Client, Stop))).Problem);
        await RemoveAsync(Paths.Leader + "/rest_server");
        await EnsureAsync(Paths.Leader + "/rest_server");
        Assert.Equal(before, await TreeAsync(Paths.Cluster));
        await repair.ApplyAsync(Client, Stop);
    }

    [Fact]
    public async Task A_result_of_a_job_of_which_nothing_is_left_is_removed_alone()
    {
        await DownAsync();
        await DamageAsync("dirty result");
        var result = Path.Combine(_storage.FullName, "job-result-store", "one", $"{new string('a', 32)}_DIRTY.json");
        File.Move(DirtyResult, result);
        var report = await CheckAsync();
        var repair = HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.DirtyResult));
        Assert.Equal(("Remove the result", result), (repair.Action, repair.File));
        await repair.ApplyAsync(Client, Stop);
        Assert.False(File.Exists(result));
        Assert.Equal([HaFindingKind.NoLeader], (await CheckAsync()).Findings.Where(finding => finding.Severity > HaSeverity.Unknown).Select(finding => finding.Kind));
    }

    [Fact]
    public async Task What_moved_since_it_was_read_is_not_changed()
    {
        await DownAsync();
        await DamageAsync("counter");
        var report = await CheckAsync();
        var repair = HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.CounterBehind));
        await Client.SetDataAsync(Paths.Counter(Job), CheckpointCounterCodec.Write(new(3)), cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<HaRepairException>(() => repair.ApplyAsync(Client, Stop));
        Assert.Equal((HaRepairProblem.Moved, Paths.Counter(Job)), (refused.Problem, refused.Path));
    }

    [Fact]
    public async Task A_pointer_whose_file_is_not_seen_is_not_given_to_Flink()
    {
        await DownAsync();
        await DamageAsync("childless 6");
        _storage.Delete(recursive: true);
        _storage.Create();
        var report = await CheckAsync();
        Assert.Equal(HaRepairProblem.Unknown, Assert.Throws<HaRepairException>(() => HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.CheckpointIgnored))).Problem);
    }

    [Fact]
    public async Task What_no_change_of_nodes_mends_is_refused()
    {
        await DownAsync();
        var report = await CheckAsync();
        Assert.Equal(HaRepairProblem.NotMendable, Assert.Throws<HaRepairException>(() => HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.NoLeader))).Problem);
    }

    [Fact]
    public async Task All_of_a_cluster_is_removed_and_what_lies_behind_its_id_stays()
    {
        await DownAsync();
        await EnsureAsync("/flink/one/orders/leader");
        await EnsureAsync("/flink/other/leader");
        var snapshot = (await CheckAsync()).Snapshot;
        Assert.Equal(HaRepairProblem.HasJobs, Assert.Throws<HaRepairException>(() => HaRemoval.Check(snapshot, loseJobs: false)).Problem);
        HaRemoval.Check(snapshot, loseJobs: true);
        Assert.Equal((await TreeAsync(Paths.Cluster)).Length - 3, await HaRemoval.RunAsync(Client, snapshot, Stop));
        Assert.Equal(["/flink", "/flink/one", "/flink/one/orders", "/flink/one/orders/leader", "/flink/other", "/flink/other/leader"], await TreeAsync("/flink"));
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("execution-plans")]
    [InlineData("jobs/within")]
    public async Task A_cluster_with_another_one_among_its_own_nodes_is_not_removed(string within)
    {
        await DownAsync();
        await EnsureAsync($"{Paths.Cluster}/{within}/jobs/{Guid.NewGuid():n}");
        var before = await TreeAsync(Paths.Cluster);
        var snapshot = await HaReader.ReadAsync(Client, Paths, Stop);
        Assert.Equal(HaRepairProblem.Foreign, (await Assert.ThrowsAsync<HaRepairException>(() => HaRemoval.RunAsync(Client, snapshot, Stop))).Problem);
        Assert.Equal(before, await TreeAsync(Paths.Cluster));
    }

    [Fact]
    public async Task More_nodes_than_one_transaction_takes_are_removed_while_none_of_its_processes_lives()
    {
        await DownAsync();
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(number => Client.CreateAsync($"{Paths.Jobs}/{number:x32}", cancellationToken: Stop).AsTask()));
        var snapshot = await HaReader.ReadAsync(Client, Paths, Stop);
        await HaRemoval.RunAsync(Client, snapshot, Stop);
        Assert.Null(await Client.ExistsAsync(Paths.Cluster, Stop));
    }

    [Fact]
    public async Task A_cluster_whose_process_came_up_is_not_removed()
    {
        await DownAsync();
        var snapshot = await HaReader.ReadAsync(Client, Paths, Stop);
        await EnsureAsync(Paths.Latch + "/" + HaNames.Latch(Guid.NewGuid(), 0));
        var before = await TreeAsync(Paths.Cluster);
        Assert.Equal(HaRepairProblem.Alive, (await Assert.ThrowsAsync<HaRepairException>(() => HaRemoval.RunAsync(Client, snapshot, Stop))).Problem);
        Assert.Equal(before, await TreeAsync(Paths.Cluster));
        await RemoveAsync(Paths.Latch);
        await EnsureAsync(Paths.Latch);
        await Client.CreateAsync(Paths.Latch + "/" + HaNames.Latch(Guid.NewGuid(), 0), [], CreateMode.Ephemeral, cancellationToken: Stop);
        snapshot = await HaReader.ReadAsync(Client, Paths, Stop);
        Assert.Equal(HaRepairProblem.Alive, Assert.Throws<HaRepairException>(() => HaRemoval.Check(snapshot, loseJobs: true)).Problem);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_result_that_a_cluster_without_jobs_left_is_found_where_its_storage_is_named_and_removed(bool isGone)
    {
        if (!isGone)
            await EnsureAsync(Paths.Leader + "/rest_server");
        var file = Path.Combine(_storage.FullName, "job-result-store", "one", Job + "_DIRTY.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", Stop);
        Assert.DoesNotContain((await CheckAsync()).Findings, finding => finding.Kind == HaFindingKind.DirtyResult);
        var sources = new HaSources { Storage = _ => Task.FromResult(HaStorage.Of(_storage.FullName, "/one")) };
        var report = await HaCheck.RunAsync(Client, Paths, sources, Stop);
        var repair = HaRepair.Plan(report, Assert.Single(report.Findings, finding => finding.Kind == HaFindingKind.DirtyResult));
        Assert.Equal(("Remove the result", file), (repair.Action, repair.File));
        await repair.ApplyAsync(Client, Stop);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_result_stays_where_a_process_of_a_cluster_that_was_gone_came_up()
    {
        var file = Path.Combine(_storage.FullName, "job-result-store", "one", Job + "_DIRTY.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", Stop);
        var report = await HaCheck.RunAsync(Client, Paths, new() { Storage = _ => Task.FromResult(HaStorage.Of(_storage.FullName, "/one")) }, Stop);
        var repair = HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.DirtyResult));
        await EnsureAsync(Paths.Latch);
        Assert.Equal(HaRepairProblem.Alive, (await Assert.ThrowsAsync<HaRepairException>(() => repair.ApplyAsync(Client, Stop))).Problem);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_process_that_takes_part_in_nothing_keeps_a_cluster_from_being_mended()
    {
        await DownAsync();
        await DamageAsync("counter");
        var report = await HaCheck.RunAsync(Client, Paths, new() { LostProcesses = () => [new(4711, 8081, "config.yaml")] }, Stop);
        var refused = Assert.Throws<HaRepairException>(() => HaRepair.Plan(report, report.Findings.Single(finding => finding.Kind == HaFindingKind.CounterBehind)));
        Assert.Equal(HaRepairProblem.Alive, refused.Problem);
        Assert.Contains("Process 4711", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latch")]
    [InlineData("rest_server")]
    public async Task A_node_of_no_session_is_told_as_that_and_not_waited_for(string at)
    {
        await DownAsync();
        await DamageAsync("counter");
        var foreign = at == "latch" ? $"{Paths.Latch}/{HaNames.Latch(Guid.NewGuid(), 0)}" : Paths.ConnectionInfo(at);
        await EnsureAsync(foreign, at == "latch" ? null : LeaderInformationCodec.Write(new("http://h:1", Guid.NewGuid())));
        var report = await CheckAsync();
        var finding = report.Findings.Single(finding => finding.Kind == HaFindingKind.CounterBehind);
        foreach (var refused in (HaRepairException[])[Assert.Throws<HaRepairException>(() => HaRepair.Plan(report, finding)), Assert.Throws<HaRepairException>(() => HaRemoval.Check(report.Snapshot, loseJobs: true))])
            Assert.Equal((HaRepairProblem.Foreign, foreign), (refused.Problem, refused.Path));
        await Client.DeleteAsync(foreign, cancellationToken: Stop);
        report = await CheckAsync();
        await HaRepair.Plan(report, finding).ApplyAsync(Client, Stop);
    }

    private Task<HaReport> CheckAsync() => HaCheck.RunAsync(Client, Paths, Stop);

    private async Task DownAsync()
    {
        foreach (var name in new[] { "dispatcher", "resource_manager", "rest_server", "job-" + Job })
            await EnsureAsync($"{Paths.Leader}/{name}");
        await StoreAsync(Plan, "plan");
        await EnsureAsync(Paths.Counter(Job), CheckpointCounterCodec.Write(new(7)));
        for (var id = 4; id <= 6; id++)
            await StoreAsync($"{Paths.Checkpoints(Job)}/{HaNames.Checkpoint(id)}", $"checkpoint{id}");
    }

    private async Task StoreAsync(string path, string file)
    {
        Directory.CreateDirectory(Path.Combine(_storage.FullName, "one"));
        var name = Path.Combine(_storage.FullName, "one", file);
        await File.WriteAllBytesAsync(name, new byte[10], Stop);
        await EnsureAsync(path, StateHandleCodec.Write(new(10, "file:" + name)));
        await EnsureAsync(HaPaths.Locks(path));
    }

    private async Task DamageAsync(string damage)
    {
        string Pointer(int id) => $"{Paths.Checkpoints(Job)}/{HaNames.Checkpoint(id)}";

        await (damage switch
        {
            "garbage 6" => Client.SetDataAsync(Pointer(6), [1, 2, 3], cancellationToken: Stop).AsTask(),
            "childless 6" => RemoveAsync(HaPaths.Locks(Pointer(6))),
            "no file 4" => Task.Run(() => File.Delete(Path.Combine(_storage.FullName, "one", "checkpoint4")), Stop),
            "no plan file" => Task.Run(() => File.Delete(Path.Combine(_storage.FullName, "one", "plan")), Stop),
            "garbage plan" => Client.SetDataAsync(Plan, [1, 2, 3], cancellationToken: Stop).AsTask(),
            "childless plan" => RemoveAsync(HaPaths.Locks(Plan)),
            "counter" => Client.SetDataAsync(Paths.Counter(Job), CheckpointCounterCodec.Write(new(2)), cancellationToken: Stop).AsTask(),
            "no counter" => RemoveAsync(Paths.Counter(Job)),
            "garbage counter" => Client.SetDataAsync(Paths.Counter(Job), [1], cancellationToken: Stop).AsTask(),
            "no plan" => RemoveAsync(Plan),
            "dirty result" => Task.Run(() => WriteResult(DirtyResult), Stop),
            "clean result" => Task.Run(() => WriteResult(CleanResult), Stop),
            "lock" => EnsureAsync(HaPaths.Locks(Plan) + "/by-hand"),
            _ => throw new ArgumentOutOfRangeException(nameof(damage)),
        });
    }

    private string DirtyResult => Path.Combine(_storage.FullName, "job-result-store", "one", $"{Job}_DIRTY.json");

    private string CleanResult => Path.Combine(_storage.FullName, "job-result-store", "one", $"{Job}.json");

    private static void WriteResult(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-2));
    }

    private async Task<string[]> TreeAsync(string path)
    {
        var nodes = new List<string> { path };
        foreach (var name in (await Client.GetChildrenAsync(path, Stop)).Names.Order(StringComparer.Ordinal))
            nodes.AddRange(await TreeAsync($"{path}/{name}"));
        return [.. nodes];
    }

    private async Task RemoveAsync(string path)
    {
        foreach (var name in (await Client.GetChildrenAsync(path, Stop)).Names)
            await RemoveAsync($"{path}/{name}");
        await Client.DeleteAsync(path, cancellationToken: Stop);
    }
}
