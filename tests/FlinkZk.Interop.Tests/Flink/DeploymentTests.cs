using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
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

        var stopped = await new ClusterShutdown(client, session, paths, trial.Cluster, new() { Timeout = Deadline }).RunAsync(Cancel);
        Assert.Empty(stopped.Remaining);
        Assert.Equal(id, Assert.Single(stopped.Jobs).Id);
        Assert.True(File.Exists(Path.Combine("/", stopped.Jobs[0].Savepoint!.Replace("file:", "", StringComparison.Ordinal).TrimStart('/'), "_metadata")), stopped.Jobs[0].Savepoint);
        Assert.All(trial.Cluster.Processes, process => Assert.True(process is { HasEnded: true, HasFailed: false }, process.Name));
        Assert.Equal(Presence.Absent, (await HaReader.ReadAsync(session, paths, Cancel)).Node.Presence);
    }

    private static async Task<string> StartJobAsync(FlinkClient client, FlinkHome home)
    {
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(client).StartAsync(new() { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Timeout = Deadline }, Cancel);
        await Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);
        return id;
    }
}
