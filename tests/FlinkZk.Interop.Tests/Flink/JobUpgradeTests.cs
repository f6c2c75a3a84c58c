using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A job of a real Flink is replaced by one that goes on from its savepoint, and one that fails gives way to the old one; sooner than by Flink's own command line.</summary>
public sealed class JobUpgradeTests : IDisposable
{
    private const string Job = "topspeed";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly ClusterPaths Paths = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_good_upgrade_stays_and_a_bad_one_is_rolled_back()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        var cli = new FlinkCli(home, cluster.StartJobManager());
        cluster.StartTaskManager();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, new HaPaths("one")), Timeout = TimeSpan.FromSeconds(40) });
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);
        var old = await client.UploadAsync(home.ExampleJar, Deadline, Cancel);
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(client).StartAsync(new() { Jar = old, JobId = id, EntryClass = FlinkHome.ExampleClass, Timeout = Deadline }, Cancel);
        await RunsAsync(client, id);

        await using var held = await new DistributedLock(session, Paths.Lock(Job)).AcquireAsync(LockHolder.Current(), Cancel);
        var upgrades = new FlinkUpgrades(client, held, Paths, Job) { Progress = new Shown() };
        var jar = Path.Combine(_folder, "new.jar");
        File.Copy(home.ExampleJar, jar);
        var deployment = new FlinkDeployment { Jar = jar, Sha256 = await FlinkDeployment.HashAsync(jar, Cancel), EntryClass = FlinkHome.ExampleClass };
        var request = new FlinkUpgradeRequest { JobId = id, Cluster = "/one", New = deployment, Old = deployment, Folder = $"file://{_folder}/savepoints", StableFor = TimeSpan.FromSeconds(3), StableTimeout = Deadline };

        var good = await upgrades.RunAsync(request, Cancel);
        Show(good);
        Assert.False(good.IsRolledBack, good.Record.Reason);
        Assert.Equal(good.Record.Savepoint, (await client.CheckpointsAsync(good.JobId, Cancel)).Latest!.Restored!.Path);
        Assert.Equal("FINISHED", await client.StateAsync(id, Cancel));
        // The default scheduler has nothing to do with it.
        Assert.Null(await upgrades.RescaleAsync(good.JobId, 2, Deadline, cancellationToken: Cancel));

        // Its source reads a file that is not there. That it is another source the plan tells, before anything is touched.
        var bad = request with { JobId = good.JobId, New = deployment with { Arguments = ["--input", $"file://{_folder}/nosuch"] }, StableTimeout = TimeSpan.FromSeconds(12) };
        Assert.Equal(FlinkUpgradeProblem.StateMayNotFit, (await Assert.ThrowsAsync<FlinkUpgradeException>(() => upgrades.RunAsync(bad, Cancel))).Problem);
        Assert.Equal("RUNNING", await client.StateAsync(good.JobId, Cancel));
        var back = await upgrades.RunAsync(bad with { New = bad.New with { AllowNonRestoredState = true } }, Cancel);
        Show(back);
        Assert.True(back.IsRolledBack);
        // Which of the two parts of the source fails first on what the other source has left is Flink's to choose.
        Assert.Matches("PendingSplitsCheckpoint|Failed to deserialize value", back.Record.Reason);
        await RunsAsync(client, back.JobId);
        Assert.Equal(back.Record.Savepoint, (await client.CheckpointsAsync(back.JobId, Cancel)).Latest!.Restored!.Path);
        Assert.Equal("CANCELED", await client.StateAsync(back.Record.NewJobId, Cancel));
        Assert.Single(await client.JobsAsync(Cancel), job => job.State == "RUNNING");

        // The same by hand.
        var began = TimeProvider.System.GetTimestamp();
        var stopped = await cli.RunAsync(Cancel, "stop", "--savepointPath", $"file://{_folder}/savepoints", back.JobId);
        var savepoint = stopped.Split('\n').Last(line => line.Contains("Path: ", StringComparison.Ordinal)).Split("Path: ")[1].Trim();
        await cli.RunAsync(Cancel, "run", "--detached", "--fromSavepoint", savepoint, "-c", FlinkHome.ExampleClass, jar);
        await Eventually.Async(async cancel => (await client.JobsAsync(cancel)).Any(job => job is { State: "RUNNING", Tasks: { } tasks } && tasks["running"] == tasks["total"]), Deadline, "the job runs", Cancel);
        var byHand = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stop to running: {good.Downtime!.Value.TotalMilliseconds:0} ms, by Flink's command line {byHand.TotalMilliseconds:0} ms"));
        Assert.True(good.Downtime < byHand);
    }

    [Fact]
    public async Task The_adaptive_scheduler_changes_a_job_s_parallelism_in_place()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var cluster = await LocalCluster.CreateAsync(new()
        {
            FlinkHome = home.Folder,
            Folder = _folder,
            ConnectionString = zookeeper.ConnectionString,
            ClusterId = "/one",
            Slots = 2,
            Configuration = new Dictionary<string, string>
            {
                ["execution.checkpointing.interval"] = "1000",
                ["jobmanager.scheduler"] = "adaptive",
                ["jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling"] = "0s",
                ["jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout"] = "0s",
                ["jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout"] = "0s",
            },
        }, Cancel);
        cluster.Start(FlinkRole.JobManager);
        cluster.Start(FlinkRole.TaskManager);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, new HaPaths("one")), Timeout = TimeSpan.FromSeconds(40) });
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);
        var start = new FlinkStartRequest { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = Guid.NewGuid().ToString("n"), EntryClass = FlinkHome.ExampleClass, Parallelism = 1, Timeout = Deadline };
        await using var held = await new DistributedLock(session, Paths.Lock(Job)).AcquireAsync(LockHolder.Current(), Cancel);
        var upgrades = new FlinkUpgrades(client, held, Paths, Job) { Progress = new Shown() };

        await new FlinkJobs(client).StartAsync(start, Cancel);
        await RunsAsync(client, start.JobId);
        Assert.Equal(new FlinkRescale(1, 2), await upgrades.RescaleAsync(start.JobId, 2, Deadline, cancellationToken: Cancel));
        Assert.Equal(2, (await client.JobAsync(start.JobId, Cancel)).Vertices!.Max(vertex => vertex.Parallelism));
        Assert.Equal(FlinkUpgradeProblem.SlotsMissing, (await Assert.ThrowsAsync<FlinkUpgradeException>(() => upgrades.RescaleAsync(start.JobId, 5, Deadline, cancellationToken: Cancel))).Problem);
        Assert.Equal(new FlinkRescale(2, 1), await upgrades.RescaleAsync(start.JobId, 1, Deadline, cancellationToken: Cancel));
    }

    private static Task RunsAsync(FlinkClient client, string id) => Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);

    private static void Show(FlinkUpgradeResult result) => TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(", ", result.Record.Moments.Select(moment => $"{moment.Step} {moment.Time:mm:ss.fff}"))}, {result.Ended:mm:ss.fff}; {result.Downtime}; {result.Record.Reason}");

    private sealed class Shown : IProgress<string>
    {
        public void Report(string value) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:mm:ss.fff} {value}"));
    }
}
