using System.Collections.Concurrent;
using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Watching;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real cluster is watched while its leader dies, a TaskManager is lost and comes back, and a job ends.</summary>
public sealed class WatchLiveTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly HaPaths Paths = new("one");

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;
    private readonly ConcurrentQueue<ClusterEvent> _events = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_happens_to_a_real_cluster_is_told_and_conditions_come_and_go()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(40) }, Cancel);
        using var cluster = await LocalCluster.CreateAsync(new()
        {
            FlinkHome = home.Folder,
            Folder = _folder,
            ConnectionString = zookeeper.ConnectionString,
            ClusterId = "/one",
            SessionTimeout = TimeSpan.FromSeconds(6),
            Slots = 1,
            // A lost TaskManager is noticed after 50 s otherwise.
            Configuration = new Dictionary<string, string> { ["execution.checkpointing.interval"] = "1000", ["heartbeat.interval"] = "1000", ["heartbeat.timeout"] = "5000" },
        }, Cancel);
        LocalProcess[] managers = [cluster.Start(FlinkRole.JobManager), cluster.Start(FlinkRole.JobManager)];
        var lost = cluster.Start(FlinkRole.TaskManager);
        cluster.Start(FlinkRole.TaskManager);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = Deadline });
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 2 && (await HaReader.ReadAsync(session, Paths, cancel)).Leadership.Standbys == 1, Deadline, "all are there", Cancel);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var watched = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = TimeSpan.FromSeconds(5), TryTimeout = TimeSpan.FromSeconds(2) });
        var watcher = WatchAsync(new(watched, new() { Leaderless = TimeSpan.FromSeconds(1), TaskManagers = true, MostRestarts = 0 }), watching.Token);
        var port = (await client.AddressAsync(Cancel))!.Port;
        await ToldAsync("the leader", happened => happened.Kind == ClusterEventKind.LeaderChanged && Ends(happened.To, port));

        // A job.
        var id = Guid.NewGuid().ToString("n");
        await new FlinkJobs(client).StartAsync(new() { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Timeout = Deadline }, Cancel);
        await ToldAsync("the job", happened => happened is { Kind: ClusterEventKind.JobState, To: "RUNNING" } && happened.JobId == id);
        await Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);

        // Its leader dies.
        await TrialFlink.KillAsync(managers.Single(manager => manager.RestPort == port), Cancel);
        var next = managers.Single(manager => manager.RestPort != port).RestPort!.Value;
        await ToldAsync("nobody leads", happened => happened is { Kind: ClusterEventKind.LeaderMissing, Edge: ConditionEdge.Raised });
        await ToldAsync("another leads", happened => happened.Kind == ClusterEventKind.LeaderChanged && Ends(happened.From ?? happened.To, happened.From is null ? next : port) && Ends(happened.To, next));
        await ToldAsync("somebody leads", happened => happened is { Kind: ClusterEventKind.LeaderMissing, Edge: ConditionEdge.Cleared });
        await Eventually.Async(async cancel => await client.StateAsync(id, cancel) == "RUNNING" && (await client.TaskManagersAsync(cancel)).Count == 2, Deadline, "the job runs again", Cancel);

        // A TaskManager is lost, and another comes in its place.
        await TrialFlink.KillAsync(lost, Cancel);
        await ToldAsync("a TaskManager is lost", happened => happened.Kind == ClusterEventKind.TaskManagerLost);
        await ToldAsync("there are too few", happened => happened is { Kind: ClusterEventKind.TaskManagersMissing, Edge: ConditionEdge.Raised });
        cluster.Start(FlinkRole.TaskManager);
        await ToldAsync("there are enough", happened => happened is { Kind: ClusterEventKind.TaskManagersMissing, Edge: ConditionEdge.Cleared });

        // The job ends.
        await Eventually.Async(async cancel => await client.StateAsync(id, cancel) == "RUNNING", Deadline, "the job runs", Cancel);
        await new FlinkJobs(client).CancelAsync(id, Deadline, Cancel);
        await ToldAsync("the job has ended", happened => happened is { Kind: ClusterEventKind.JobState, To: "CANCELED" } && happened.JobId == id);

        await watching.CancelAsync();
        await watcher;
        // Each edge once.
        foreach (var kind in new[] { ClusterEventKind.LeaderMissing, ClusterEventKind.TaskManagersMissing })
        {
            var edges = _events.Where(happened => happened.Kind == kind).Select(happened => happened.Edge).ToArray();
            Assert.True(edges.Where((edge, place) => edge == (place % 2 == 0 ? ConditionEdge.Raised : ConditionEdge.Cleared)).Count() == edges.Length, $"{kind}: {string.Join(' ', edges)}");
        }
    }

    private static bool Ends(string? address, int port) => address?.TrimEnd('/').EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port}"), StringComparison.Ordinal) == true;

    private Task ToldAsync(string what, Func<ClusterEvent, bool> isMeant) => Eventually.Async(_ => Task.FromResult(_events.Any(isMeant)), Deadline, $"it is told: {what}", Cancel);

    private async Task WatchAsync(ClusterWatcher watcher, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in watcher.WatchAsync(Interval, cancellationToken))
            {
                _events.Enqueue(happened);
                TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{happened.Time:HH:mm:ss.fff} {happened.Kind} {happened.Edge} {happened.Message}"));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
