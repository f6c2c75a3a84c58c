using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real Flink keeps its high availability in our server: two JobManagers, a TaskManager, a job with checkpoints.</summary>
public sealed class HighAvailabilityTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;
    private readonly HttpClient _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_job_runs_again_from_its_checkpoint_when_its_JobManager_is_killed_and_goes_on_when_the_server_is()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var client = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        LocalProcess[] managers = [cluster.StartJobManager(), cluster.StartJobManager()];
        cluster.StartTaskManager();
        var leaderPort = await LeaderAsync(client, managers.Select(manager => manager.RestPort!.Value));
        await Eventually.Async(async cancel => (await ChildrenAsync(client, "leader/latch", cancel)).Length == 2, Deadline, "both JobManagers stand for election", Cancel);

        using var flink = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(client, new HaPaths("one")), Timeout = Deadline });
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(flink).StartAsync(new() { Jar = await flink.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Timeout = Deadline }, Cancel);
        var job = new FlinkJob(_http, leaderPort, id);
        await Eventually.Async(async cancel => await job.CompletedCheckpointAsync(cancel) > 0 && await job.StateAsync(cancel) == "RUNNING", Deadline, "the job has a checkpoint", Cancel);
        Assert.Equal(Expected(id), await LayoutAsync(client, id));

        // The leader dies: its session ends, the other one takes over and finds job and checkpoint in ZooKeeper.
        var checkpoint = await job.CompletedCheckpointAsync(Cancel);
        await TrialFlink.KillAsync(managers.Single(manager => manager.RestPort == leaderPort), Cancel);
        var standby = managers.Single(manager => manager.RestPort != leaderPort).RestPort!.Value;
        Assert.Equal(standby, await LeaderAsync(client, [standby]));
        job = new(_http, standby, id);
        await Eventually.Async(async cancel => await job.StateAsync(cancel) == "RUNNING" && await job.RestoredCheckpointAsync(cancel) >= checkpoint, Deadline,
            string.Create(CultureInfo.InvariantCulture, $"the job runs on the other JobManager, from checkpoint {checkpoint} or a later one"), Cancel);
        checkpoint = await job.RestoredCheckpointAsync(Cancel);
        await Eventually.Async(async cancel => await job.CompletedCheckpointAsync(cancel) > checkpoint, Deadline, "the job makes checkpoints again", Cancel);
        Assert.Equal(Expected(id), await LayoutAsync(client, id));

        // The ZooKeeper server dies and comes back with its data: sessions, latch and checkpoints are as they were.
        var before = await job.CompletedCheckpointAsync(Cancel);
        await zookeeper.KillAsync(Cancel);
        await zookeeper.StartAsync(Cancel);
        Assert.Equal(standby, await LeaderAsync(client, [standby]));
        await Eventually.Async(async cancel => await job.StateAsync(cancel) == "RUNNING" && await job.CompletedCheckpointAsync(cancel) > before, Deadline, "the job goes on with checkpoints", Cancel);

        cluster.Cluster.CheckProcesses();
        await job.CancelAsync(Cancel);
        await Eventually.Async(async cancel => (await ChildrenAsync(client, "jobs", cancel)).Length == 0, Deadline, "the cancelled job's nodes are gone", Cancel);
    }

    // What the leader publishes is a serialised pair; the address stands in it as text.
    private static async Task<int> LeaderAsync(ZkClient client, IEnumerable<int> candidates)
    {
        var leader = 0;
        await Eventually.Async(async cancel =>
        {
            var published = await DataAsync(client, "leader/rest_server/connection_info", cancel);
            leader = candidates.FirstOrDefault(port => published.Contains(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), StringComparison.Ordinal));
            return leader != 0;
        }, Deadline, "a JobManager leads", Cancel);
        return leader;
    }

    // Flink's layout, with what is counted or random left out.
    private static string Expected(string id) => string.Join('\n',
        $"jobs/{id}: checkpoint_id_counter checkpoints", $"leader: dispatcher job-{id} latch resource_manager rest_server",
        "leader/dispatcher: connection_info", $"leader/job-{id}: connection_info", "leader/resource_manager: connection_info", "leader/rest_server: connection_info", "checkpoints with names of 19 digits: True");

    private static async Task<string> LayoutAsync(ZkClient client, string id)
    {
        var lines = new List<string>();
        foreach (var path in new[] { $"jobs/{id}", "leader", "leader/dispatcher", $"leader/job-{id}", "leader/resource_manager", "leader/rest_server" })
            lines.Add($"{path}: {string.Join(' ', await ChildrenAsync(client, path, Cancel))}");
        var checkpoints = await ChildrenAsync(client, $"jobs/{id}/checkpoints", Cancel);
        lines.Add($"checkpoints with names of 19 digits: {checkpoints.Length > 0 && checkpoints.All(name => name.Length == 19)}");
        return string.Join('\n', lines);
    }

    private static async Task<string> DataAsync(ZkClient client, string path, CancellationToken cancel)
    {
        try
        {
            return Encoding.Latin1.GetString((await client.GetDataAsync($"{TrialFlink.Root}/{path}", cancel)).Data ?? []);
        }
        catch (ZkException exception) when (exception.Code is Wire.ErrorCode.NoNode or Wire.ErrorCode.ConnectionLoss)
        {
            return "";
        }
    }

    private static async Task<string[]> ChildrenAsync(ZkClient client, string path, CancellationToken cancel)
    {
        try
        {
            return [.. (await client.GetChildrenAsync($"{TrialFlink.Root}/{path}", cancel)).Names.Order(StringComparer.Ordinal)];
        }
        catch (ZkException exception) when (exception.Code is Wire.ErrorCode.NoNode or Wire.ErrorCode.ConnectionLoss)
        {
            return [];
        }
    }
}
