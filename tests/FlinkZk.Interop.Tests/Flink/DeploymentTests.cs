using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real Flink is started on this machine, and stopped in the order that loses nothing.</summary>
public sealed class DeploymentTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk flink-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_cluster_is_ready_when_it_is_said_to_be_and_stops_with_savepoints_and_without_a_rest()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var trial = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(10), 500, Cancel);
        var paths = new HaPaths("one");
        await ClusterReadiness.CheckFreeAsync(session, paths, Cancel);
        trial.StartJobManager();
        trial.StartJobManager();
        trial.StartTaskManager();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, paths), Timeout = Deadline });
        await new ClusterReadiness(trial.Cluster, session, client).WaitAsync(Deadline, Cancel);
        Assert.Equal(1, Assert.Single(await client.TaskManagersAsync(Cancel)).Slots);
        Assert.Equal(DeployProblem.Exists, (await Assert.ThrowsAsync<DeployException>(() => ClusterReadiness.CheckFreeAsync(session, paths, Cancel))).Problem);
        var id = await StartJobAsync(client, home);

        // To who knows no processes, the standby is one that lives elsewhere: nothing is stopped.
        var refused = await Assert.ThrowsAsync<DeployException>(() => new ClusterShutdown(client, session, paths, null, new()).RunAsync(Cancel));
        Assert.Equal((DeployProblem.HasStandbys, "RUNNING"), (refused.Problem, await client.StateAsync(id, Cancel)));
        using (var listed = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([(await client.AddressAsync(Cancel))!]) }))
            Assert.Equal(DeployProblem.StandbysUnknown, (await Assert.ThrowsAsync<DeployException>(() => new ClusterShutdown(listed, null, null, null, new()).RunAsync(Cancel))).Problem);

        await FailOverAsync(session, client, trial, id);

        var stopped = await new ClusterShutdown(client, session, paths, trial.Cluster, new() { Timeout = Deadline }).RunAsync(Cancel);
        Assert.Empty(stopped.Remaining);
        Assert.Equal(id, Assert.Single(stopped.Jobs).Id);
        Assert.True(File.Exists(Path.Combine("/", stopped.Jobs[0].Savepoint!.Replace("file:", "", StringComparison.Ordinal).TrimStart('/'), "_metadata")), stopped.Jobs[0].Savepoint);
        Assert.All(trial.Cluster.Processes, process => Assert.True(process is { HasEnded: true, HasFailed: false }, process.Name));
        Assert.Equal(Presence.Absent, (await HaReader.ReadAsync(session, paths, Cancel)).Node.Presence);
    }

    private static async Task FailOverAsync(ZkClient session, FlinkClient client, TrialFlink trial, string id)
    {
        var paths = new HaPaths("one");
        // A leader that lives is never taken for dead, nor one that only stands still.
        var leader = await LeaderAsync(client, trial);
        Assert.Equal(Vitality.Unknown, (await ReadAsync(null)).Verdict);
        var alive = await ReadAsync(leader.Id);
        Assert.Equal(Vitality.Alive, alive.Verdict);
        Assert.Equal(DeployProblem.LeaderAlive, Assert.Throws<DeployException>(() => alive.CheckDead(force: true)).Problem);
        using (var process = System.Diagnostics.Process.GetProcessById(leader.Id))
        {
            Signals.Send(process, Signals.Stop);
            Assert.Equal(Vitality.Alive, (await ReadAsync(leader.Id)).Verdict);
            Signals.Send(process, Signals.Continue);
        }

        // kill -9.
        var began = TimeProvider.System.GetTimestamp();
        await TrialFlink.KillAsync(leader, Cancel);
        var dead = await ReadAsync(leader.Id);
        dead.CheckDead(force: false);
        var completed = await dead.CompleteAsync(Deadline, Cancel);
        Assert.NotEqual(dead.Completion.Leader, completed.Leader);
        Assert.InRange(completed.Nodes, 4, 20);
        await RunsRestoredAsync(client, id);
        Tell("kill -9, then the failover completed", began, completed.Elapsed);
        // Within the session's timeout, at which Flink alone begins.
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(8), "It took as long as without.");

        // In good order.
        await StandbyAsync();
        leader = await LeaderAsync(client, trial);
        began = TimeProvider.System.GetTimestamp();
        var change = (await LeaderChange.ReadAsync(session, paths, trial.Cluster, null, Cancel))!;
        change.CheckSwitch(force: false);
        var switched = await change.SwitchAsync(Deadline, Cancel);
        Assert.True(leader.HasEnded && !leader.HasFailed);
        await RunsRestoredAsync(client, id);
        Tell("switched", began, switched.Elapsed);
        await StandbyAsync();

        // Beside it, what Flink does alone: FLINKZK_BASELINE=1 measures it.
        if (Environment.GetEnvironmentVariable("FLINKZK_BASELINE") is not null)
        {
            leader = await LeaderAsync(client, trial);
            began = TimeProvider.System.GetTimestamp();
            await TrialFlink.KillAsync(leader, Cancel);
            await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, paths, cancel)).Leadership.Address is { } address && !address.EndsWith($":{leader.RestPort}", StringComparison.Ordinal), Deadline, "another leads", Cancel);
            await RunsRestoredAsync(client, id);
            Tell("kill -9, Flink alone", began, TimeSpan.Zero);
            trial.StartJobManager();
            await StandbyAsync();
        }

        async Task<LeaderChange> ReadAsync(int? process) => (await LeaderChange.ReadAsync(session, paths, null, process, Cancel))!;

        async Task StandbyAsync()
        {
            if (trial.Cluster.Processes.Count(process => process.Role == FlinkRole.JobManager && !process.HasEnded) < 2)
                trial.StartJobManager();
            await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, paths, cancel)).Leadership.Standbys == 1, Deadline, "there is a standby", Cancel);
        }
    }

    private static void Tell(string what, long began, TimeSpan elapsed) => TestContext.Current.TestOutputHelper?.WriteLine(
        FormattableString.Invariant($"MEASURED {what}: RUNNING, restored, after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.00} s; another leader published after {elapsed.TotalSeconds:0.00} s"));

    private static async Task<LocalProcess> LeaderAsync(FlinkClient client, TrialFlink trial)
    {
        var port = (await client.AddressAsync(Cancel))!.Port;
        return trial.Cluster.Processes.Single(process => process.RestPort == port);
    }

    private static Task RunsRestoredAsync(FlinkClient client, string id) => Eventually.Async(async cancel =>
    {
        try
        {
            return await client.StateAsync(id, cancel) == "RUNNING" && (await client.CheckpointsAsync(id, cancel)).Latest?.Restored is not null;
        }
        catch (FlinkException)
        {
            return false;
        }
    }, Deadline, "the job runs, restored", Cancel);

    private static async Task<string> StartJobAsync(FlinkClient client, FlinkHome home)
    {
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(client).StartAsync(new() { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Timeout = Deadline }, Cancel);
        await Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);
        return id;
    }
}
