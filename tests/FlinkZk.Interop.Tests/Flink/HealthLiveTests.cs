using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;
using FlinkZk.Wire;
using FlinkZk.Yaml;

namespace FlinkZk.Interop.Tests;

/// <summary>What breaks a real cluster is found, and mended where that can be: a result that every leader dies of, and a tree that was wiped while a standby lived.</summary>
public sealed class HealthLiveTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);
    private static readonly HaPaths Paths = new("one");

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_result_that_every_leader_dies_of_is_found_and_removed_and_the_other_jobs_run_again()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ConnectAsync(zookeeper);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        var manager = cluster.StartJobManager();
        cluster.StartTaskManager();
        using var client = NewClient(session);
        var good = await StartJobAsync(client, home, null);
        // Where it is seen that the savepoint is not there, nothing is started; here it is not seen.
        Directory.CreateDirectory(Path.Combine(_folder, "savepoints"));
        foreach (var nothing in (string[])[$"file://{_folder}/savepoints/nosuch", $"{_folder}/savepoints/nosuch", $"{_folder}/savepoints"])
            Assert.Equal((FlinkProblem.SnapshotNotFound, FlinkOutcome.NotDone), Told(await Assert.ThrowsAsync<FlinkException>(() => StartJobAsync(client, home, nothing))));
        var failure = await Assert.ThrowsAsync<FlinkException>(() => StartJobAsync(client, home, $"file://{_folder}/elsewhere/nosuch"));
        Show("started from nothing", failure.Message);
        Assert.Equal((FlinkProblem.ProgramFailed, FlinkOutcome.Done), Told(failure));
        Assert.Contains("DirtyResult", failure.HowToSee, StringComparison.Ordinal);
        await Eventually.Async(() => DirtyResults().Length == 1, "the job's result is written", Cancel);
        var result = DirtyResults().Single();

        // It is no finding yet: a leader that lives cleans up.
        Assert.DoesNotContain(await FindAsync(session), finding => finding.Kind == HaFindingKind.DirtyResult);
        File.SetLastWriteTimeUtc(result, DateTime.UtcNow.AddMinutes(-2));
        Assert.Contains(await FindAsync(session), finding => finding.Kind == HaFindingKind.DirtyResult && finding.Path == result);

        // The next leader dies of it, and so does the one after that.
        await TrialFlink.KillAsync(manager, Cancel);
        var next = cluster.StartJobManager();
        await next.WaitAsync(Cancel).WaitAsync(Deadline, Cancel);
        Assert.True(next.HasFailed);
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Candidates.Value is not { Count: > 0 }, Deadline, "the dead one's session is over", Cancel);
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Leadership.Address is null, Deadline, "nobody is published", Cancel);
        var report = await HaCheck.RunAsync(session, Paths, Cancel);
        Show("poisoned", report.Findings);
        var found = Assert.Single(report.Findings, finding => finding.Kind == HaFindingKind.DirtyResult);
        var repair = HaRepair.Plan(report, found);
        Show("mended", repair.Action);
        Assert.Equal(result, repair.File);
        await repair.ApplyAsync(session, Cancel);
        Assert.Empty(DirtyResults());

        cluster.StartJobManager();
        await Eventually.Async(async cancel => await TryAsync(() => client.StateAsync(good, cancel)) == "RUNNING", Deadline, "the other job runs again", Cancel);
        Assert.Equal(good, Assert.Single(await client.JobsAsync(Cancel)).Id);
    }

    [Fact]
    public async Task A_tree_that_was_wiped_while_a_standby_lived_is_told_and_the_job_goes_on_from_its_files()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ConnectAsync(zookeeper);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        var managers = new[] { cluster.StartJobManager(), cluster.StartJobManager() };
        cluster.StartTaskManager();
        using var client = NewClient(session);
        var id = await StartJobAsync(client, home, null);
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Leadership.Standbys == 1, Deadline, "there is a standby", Cancel);
        var leader = managers.Single(manager => manager.RestPort == client.AddressAsync(Cancel).GetAwaiter().GetResult()!.Port);

        using (var http = new HttpClient())
            (await http.DeleteAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{leader.RestPort}/cluster")), Cancel)).EnsureSuccessStatusCode();
        await leader.WaitAsync(Cancel).WaitAsync(Deadline, Cancel);
        var standby = managers.Single(manager => manager != leader);

        // The standby leads over nothing, with or without a place in the latch; or it dies, because nodes went while it published; or it takes part in nothing for good,
        // because they went just after it had. What is told then is what mends it.
        var lost = Array.Empty<HaFinding>();
        await Eventually.Async(async cancel => standby.HasEnded || await LeadsAsync(session, standby, id, cancel) || (lost = await ToRestartAsync(session)).Length > 0, Deadline, "the standby leads, has ended, or is told to be lost", Cancel);
        Show("standby", standby.HasEnded ? $"ended with {standby.ExitCode}" : lost.Length > 0 ? $"lost: {string.Join(", ", lost.Select(finding => finding.Kind))}" : "leads");
        if (standby.HasEnded || lost.Length > 0)
        {
            await standby.EndAsync(Cancel);
            standby = cluster.StartJobManager();
            await Eventually.Async(cancel => LeadsAsync(session, standby, id, cancel), Deadline, "a new one leads", Cancel);
        }
        var report = await HaCheck.RunAsync(session, Paths, Sources(session), Cancel);
        Show("wiped", report.Findings);
        Show("tree", string.Join(' ', await TreeAsync(session, Paths.Cluster)));
        var hasLatch = report.Snapshot.Candidates.Value is { Count: > 0 };
        Assert.Equal(!hasLatch, report.Findings.Any(finding => finding.Kind == HaFindingKind.LeaderWithoutLatch));
        Assert.Empty(report.Snapshot.Plans);

        // The job is lost to the cluster, its checkpoints lie where they were.
        var jobs = new FlinkJobs(client);
        var latest = await jobs.LatestAsync(id, Cancel);
        Assert.Contains("/chk-", latest.Path, StringComparison.Ordinal);
        var again = await StartJobAsync(client, home, latest.Path);
        Assert.Equal(latest.Path.Replace("file://", "file:", StringComparison.Ordinal), (await client.CheckpointsAsync(again, Cancel)).Latest!.Restored!.Path);
    }

    [Fact]
    public async Task A_process_whose_nodes_went_just_after_it_had_taken_over_is_told_and_its_restart_mends_it()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ConnectAsync(zookeeper);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        // One leads that is nobody, so that the process stands by.
        foreach (var path in (string[])["/flink", Paths.Cluster, Paths.Leader, Paths.Latch])
            await session.CreateAsync(path, cancellationToken: Cancel);
        var leader = (await session.CreateAsync($"{Paths.Latch}/_c_{Guid.NewGuid()}-latch-0000000000", mode: CreateMode.Ephemeral, cancellationToken: Cancel)).Path;
        var manager = cluster.StartJobManager();
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Candidates.Value?.Count == 2, Deadline, "it stands by", Cancel);
        Assert.DoesNotContain(await FindAsync(session), finding => finding.Kind == HaFindingKind.ProcessLost);

        await session.DeleteAsync(leader, cancellationToken: Cancel);
        var found = Array.Empty<HaFinding>();
        await Eventually.Async(async cancel =>
        {
            await RemoveAddressesAsync(session, cancel);
            await WipeAsync(session, Paths.Cluster);
            return (found = [.. (await FindAsync(session)).Where(finding => finding.Kind == HaFindingKind.ProcessLost)]).Length > 0;
        }, Deadline, "it is told", Cancel);
        Show("lost", found);
        Assert.False(manager.HasEnded);
        Assert.Contains($"Process {manager.Id} ", Assert.Single(found).Evidence, StringComparison.Ordinal);
        Assert.Contains($"port {manager.RestPort}", found[0].Evidence, StringComparison.Ordinal);
        Assert.Equal("Restart that process.", found[0].Repair);

        await manager.EndAsync(Cancel);
        var next = cluster.StartJobManager();
        await Eventually.Async(cancel => LeadsAsync(session, next, new('0', 32), cancel), Deadline, "a new one leads", Cancel);
        Assert.DoesNotContain(await FindAsync(session), finding => finding.Severity > HaSeverity.Information);
    }

    [Fact]
    public async Task Two_that_lead_are_told_until_the_one_without_a_place_in_the_latch_is_restarted()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ConnectAsync(zookeeper);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        var managers = new[] { cluster.StartJobManager(), cluster.StartJobManager() };
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Leadership is { Standbys: 1, Address: not null }, Deadline, "there is a standby", Cancel);
        var before = await HaReader.ReadAsync(session, Paths, Cancel);
        var leader = managers.Single(manager => before.Leadership.Address!.EndsWith($":{manager.RestPort}", StringComparison.Ordinal));
        Assert.DoesNotContain(await FindAsync(session), finding => finding.Severity > HaSeverity.Information);

        await session.DeleteAsync($"{Paths.Latch}/{before.Candidates.Value![0].Name}", cancellationToken: Cancel);
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, Paths, cancel)).Leadership.Session != before.Leadership.Session, Deadline, "the standby publishes as well", Cancel);
        // The two pause in taking turns now and then, and a look that falls between sees one of them alone.
        LeaderRestart? restart = null;
        await Eventually.Async(async cancel => (restart = await PlanAsync(session)) is not null, Deadline, "it is told, and can be ended", Cancel);
        Show("restart", restart!.Action);
        Assert.Equal(leader.Id, restart.ProcessId);
        await restart.ApplyAsync(TimeProvider.System, Cancel);
        await Eventually.Async(_ => Task.FromResult(leader.HasEnded), Deadline, "the process is over", Cancel);
        // The other may have given up publishing by then, for good: that is told too, and its own restart mends it.
        await Eventually.Async(async cancel => (await FindAsync(session)).All(finding => finding.Severity <= HaSeverity.Information || IsToRestart(finding)), Deadline, "no two lead", Cancel);
    }

    [Fact]
    public async Task A_leader_that_hangs_does_not_answer_as_one_and_does_again_when_it_goes_on()
    {
        if (FlinkHome.Find() is not { } home || !Signals.Exist)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ConnectAsync(zookeeper);
        // It hangs for less than its session lasts.
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(30), 1000, Cancel);
        var manager = cluster.StartJobManager();
        await Eventually.Async(async cancel => await AnswerAsync(session, cancel) == LeaderVerdict.Leads, Deadline, "it leads", Cancel);
        using var process = System.Diagnostics.Process.GetProcessById(manager.Id);
        Signals.Send(process, Signals.Stop);
        Assert.Equal(LeaderVerdict.DoesNotLead, await AnswerAsync(session, Cancel));
        Signals.Send(process, Signals.Continue);
        await Eventually.Async(async cancel => await AnswerAsync(session, cancel) == LeaderVerdict.Leads, Deadline, "it leads again", Cancel);
    }

    private static async Task<LeaderRestart?> PlanAsync(ZkClient session)
    {
        var report = await HaCheck.RunAsync(session, Paths, Sources(session), Cancel);
        Show("look", report.Findings);
        return report.Findings.FirstOrDefault(finding => finding is { Kind: HaFindingKind.SplitLeadership, Severity: HaSeverity.Error }) is { } split
            ? await LeaderRestart.PlanAsync(report, split, Sources(session).LostProcesses!, null, Cancel)
            : null;
    }

    private static async Task<LeaderVerdict> AnswerAsync(ZkClient session, CancellationToken cancellationToken)
    {
        var answer = await new LeaderQuestion(session, Paths, LeaderQuestion.Limit).AskAsync(await HaReader.ReadAsync(session, Paths, cancellationToken), cancellationToken);
        Show("asked", answer.Reason);
        return answer.Verdict;
    }

    private static HaSources Sources(ZkClient session) => new() { LostProcesses = () => LostProcesses.Find(Paths, session.ConnectionString, new YamlReader()) };

    private static ValueTask<ZkClient> ConnectAsync(ZooKeeperProcess zookeeper) => ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(40) }, Cancel);

    private static FlinkClient NewClient(ZkClient session) => new(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = Deadline });

    private static async Task<IReadOnlyList<HaFinding>> FindAsync(ZkClient session) => (await HaCheck.RunAsync(session, Paths, Sources(session), Cancel)).Findings;

    /// <summary>What is told of a process that lives, and that its restart mends.</summary>
    private static async Task<HaFinding[]> ToRestartAsync(ZkClient session) => [.. (await FindAsync(session)).Where(IsToRestart)];

    private static bool IsToRestart(HaFinding finding) => finding.Kind is HaFindingKind.ProcessLost or HaFindingKind.LatchUnpublished or HaFindingKind.ComponentUnpublished;

    /// <summary>Whether it is published, answers, and knows no such job.</summary>
    private static async Task<bool> LeadsAsync(ZkClient session, LocalProcess manager, string job, CancellationToken cancellationToken)
    {
        if ((await HaReader.ReadAsync(session, Paths, cancellationToken)).Leadership.Address?.EndsWith($":{manager.RestPort}", StringComparison.Ordinal) != true)
            return false;
        using var probe = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = Probe, TryTimeout = Probe });
        return await TryAsync(() => probe.StateAsync(job, cancellationToken)) == "";
    }

    /// <summary>Removes for a while what is published as soon as it is, before its process has seen it there.</summary>
    private static async Task RemoveAddressesAsync(ZkClient session, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Probe);
        string[] components = ["rest_server", "dispatcher", "resource_manager"];
        while (!deadline.IsCancellationRequested)
            await Task.WhenAll(Enumerable.Repeat(components, 16).SelectMany(all => all).Select(component => TryDeleteAsync(session, Paths.ConnectionInfo(component))));
    }

    private static async Task<bool> TryDeleteAsync(ZkClient session, string path)
    {
        try
        {
            await session.DeleteAsync(path, cancellationToken: Cancel);
            return true;
        }
        catch (ZkException e) when (e.Code is ErrorCode.NoNode or ErrorCode.NotEmpty)
        {
            return e.Code == ErrorCode.NoNode;
        }
    }

    private static async Task WipeAsync(ZkClient session, string path)
    {
        do
        {
            foreach (var name in await session.ExistsAsync(path, Cancel) is null ? [] : (await session.GetChildrenAsync(path, Cancel)).Names)
                await WipeAsync(session, $"{path}/{name}");
        }
        while (!await TryDeleteAsync(session, path));
    }

    private static async Task<string> StartJobAsync(FlinkClient client, FlinkHome home, string? savepoint)
    {
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(client).StartAsync(new() { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Savepoint = savepoint, Timeout = Deadline }, Cancel);
        await Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);
        return id;
    }

    private static (FlinkProblem, FlinkOutcome) Told(FlinkException failure) => (failure.Problem, failure.Outcome);

    /// <returns>Nothing: there is no such job; null: nobody can be asked.</returns>
    private static async Task<string?> TryAsync(Func<Task<string>> state)
    {
        try
        {
            return await state();
        }
        catch (FlinkException e)
        {
            return e.Problem == FlinkProblem.JobNotFound ? "" : null;
        }
    }

    private static async Task<IReadOnlyList<string>> TreeAsync(ZkClient session, string path)
    {
        var nodes = new List<string> { path };
        foreach (var name in (await session.GetChildrenAsync(path, Cancel)).Names.Order(StringComparer.Ordinal))
            nodes.AddRange(await TreeAsync(session, $"{path}/{name}"));
        return nodes;
    }

    private string[] DirtyResults() => !Directory.Exists(Path.Combine(_folder, "ha")) ? [] : Directory.GetFiles(Path.Combine(_folder, "ha"), "*_DIRTY.json", SearchOption.AllDirectories).Where(file => file.Contains("job-result-store", StringComparison.Ordinal)).ToArray();

    private static void Show(string what, IEnumerable<HaFinding> findings) => Show(what, string.Join("\n  ", findings.Select(finding => $"{finding.Severity} {finding.Kind} {finding.Path}: {finding.Evidence}")));

    private static void Show(string what, string text) => TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {text}");
}
