using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real Flink in application mode: a cluster for one program, whose job has a fixed id and lives on under the next leader.</summary>
public sealed class ApplicationTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk app-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_has_its_cluster_its_job_survives_the_leader_and_goes_on_from_a_savepoint_in_another()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        var paths = new HaPaths("one");
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, paths), Timeout = TimeSpan.FromSeconds(20) });
        var application = new LocalApplication { Jar = home.ExampleJar, JobId = Guid.NewGuid().ToString("n"), EntryClass = FlinkHome.ExampleClass, Arguments = ["--unused", "a b"] };
        string savepoint;
        using (var cluster = await StartAsync(home, zookeeper, session, client, application))
        {
            Assert.Equal("RUNNING", await client.StateAsync(application.JobId, Cancel));
            await Eventually.Async(async cancel => (await client.CheckpointsAsync(application.JobId, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);

            // The next leader runs main again, and the job goes on.
            var leader = (await client.AddressAsync(Cancel))!.Port;
            await TrialFlink.KillAsync(cluster.Processes.Single(process => process.RestPort == leader), Cancel);
            await Eventually.Async(async cancel => (await client.AddressAsync(cancel))?.Port is { } port && port != leader, Deadline, "another leads", Cancel);
            await new FlinkJobs(client).WaitAsync(application.JobId, state => state == "RUNNING", Deadline, Cancel);
            await Eventually.Async(async cancel => (await client.CheckpointsAsync(application.JobId, cancel)).Latest?.Restored is not null, Deadline, "it was restored", Cancel);

            // A job that has ended leaves its cluster, which is not run again.
            savepoint = (await new FlinkJobs(client).StopAsync(application.JobId, new() { Timeout = Deadline }, Cancel)).Path;
            Assert.Equal("FINISHED", await client.StateAsync(application.JobId, Cancel));
            Assert.Empty((await new ClusterShutdown(client, session, paths, cluster, new() { Timeout = Deadline }).RunAsync(Cancel)).Remaining);
        }
        Assert.Equal(Presence.Absent, (await HaReader.ReadAsync(session, paths, Cancel)).Node.Presence);

        // The same folder, the same id of the cluster: a job of its own, from there.
        var next = application with { JobId = Guid.NewGuid().ToString("n"), Savepoint = savepoint, ClaimMode = FlinkClaimMode.NoClaim, Arguments = [] };
        using (var cluster = await StartAsync(home, zookeeper, session, client, next))
        {
            Assert.Equal(savepoint, (await client.CheckpointsAsync(next.JobId, Cancel)).Latest!.Restored!.Path);
            Assert.Equal(next.JobId, Assert.Single(await client.JobsAsync(Cancel)).Id);
            var stopped = await new ClusterShutdown(client, session, paths, cluster, new() { Timeout = Deadline }).RunAsync(Cancel);
            Assert.Equal(next.JobId, Assert.Single(stopped.Jobs).Id);
        }

        // What does not come to start a job says why.
        foreach (var bad in (LocalApplication[])[next with { JobId = Guid.NewGuid().ToString("n"), EntryClass = "no.such.Class" }, next with { JobId = Guid.NewGuid().ToString("n"), Savepoint = $"file://{_folder}/nosuch" }])
        {
            var failed = await Assert.ThrowsAsync<DeployException>(() => StartAsync(home, zookeeper, session, client, bad, TimeSpan.FromSeconds(40)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{failed.Problem}: {failed.Message}");
            Assert.True(failed.Problem is DeployProblem.ProcessEnded or DeployProblem.ApplicationFailed, failed.Message);
            await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, paths, cancel)).Candidates.Value is not { Count: > 0 }, Deadline, "its sessions have ended", Cancel);
        }
    }

    private async Task<LocalCluster> StartAsync(FlinkHome home, ZooKeeperProcess zookeeper, ZkClient session, FlinkClient client, LocalApplication application, TimeSpan? timeout = null)
    {
        var cluster = await LocalCluster.CreateAsync(new()
        {
            FlinkHome = home.Folder,
            Folder = _folder,
            ConnectionString = zookeeper.ConnectionString,
            ClusterId = "/one",
            SessionTimeout = TimeSpan.FromSeconds(6),
            Slots = 1,
            Application = application,
        }, Cancel);
        try
        {
            cluster.Start(FlinkRole.JobManager);
            cluster.Start(FlinkRole.JobManager);
            cluster.Start(FlinkRole.TaskManager);
            await new ClusterReadiness(cluster, session, client).WaitAsync(timeout ?? Deadline, Cancel);
            return cluster;
        }
        catch
        {
            foreach (var process in cluster.Processes)
                TestContext.Current.TestOutputHelper?.WriteLine($"== {process.Name}\n{string.Join('\n', process.LastLines(40))}");
            cluster.Dispose();
            throw;
        }
    }
}
