using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Clusters.Sql;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Clusters.Watching;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>
/// A server whose answers are Flink's but for one place: null, another type, nothing, twice. Whatever is made of them, it ends in time, and what goes wrong is told as what it
/// is: never an error of ours.
/// </summary>
public sealed class LyingServerTests : FlinkTests
{
    private const int Rounds = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly (string Name, Func<FlinkClient, string, Task> Work)[] Works =
    [
        ("version", (client, _) => client.VersionAsync(Stop)),
        ("jobs", (client, _) => client.JobsAsync(Stop)),
        ("job", (client, id) => client.JobAsync(id, Stop)),
        ("state", (client, id) => client.StateAsync(id, Stop)),
        ("checkpoints", (client, id) => client.CheckpointsAsync(id, Stop)),
        ("failures", (client, id) => client.FailuresAsync(id, null, Stop)),
        ("task managers", (client, _) => client.TaskManagersAsync(Stop)),
        ("metrics", (client, id) => client.MetricsAsync($"jobs/{id}", ["numRestarts"], Stop)),
        ("summaries", (client, _) => client.SummariesAsync("jobs", ["numRestarts"], [], Stop)),
        ("restarts", (client, id) => client.RestartsAsync(id, Stop)),
        ("configuration", (client, _) => client.ConfigurationAsync(Stop)),
        ("parallelism", (client, id) => client.ParallelismAsync(id, Stop)),
        ("plan", (client, id) => client.PlanAsync(id, Stop)),
        ("logs", (client, _) => client.LogsAsync(null, Stop)),
        ("threads", (client, _) => client.ThreadsAsync(null, Stop)),
        ("watermarks", (client, id) => client.WatermarksAsync(id, FakeFlinkJob.Vertex, Stop)),
        ("backpressure", (client, id) => client.BackpressureAsync(id, FakeFlinkJob.Vertex, Stop)),
        ("jars", (client, _) => client.JarsAsync(Stop)),
        ("savepoint", (client, id) => new FlinkJobs(client).SavepointAsync(id, new() { Timeout = Patience }, Stop)),
        ("stop", (client, id) => new FlinkJobs(client).StopAsync(id, new() { Timeout = Patience }, Stop)),
        ("cancel", (client, id) => new FlinkJobs(client).CancelAsync(id, Patience, Stop)),
        ("start", (client, _) => new FlinkJobs(client).StartAsync(new() { Jar = new() { Id = $"{default(Guid)}_a.jar" }, JobId = Guid.NewGuid().ToString("n"), Timeout = Patience }, Stop)),
        ("latest", (client, id) => new FlinkJobs(client).LatestAsync(id, Stop)),
        ("rescale", (client, id) => new InPlaceRescale(client, "orders", id, 3, false, null).RunAsync(Patience, Stop)),
        ("stable", (client, id) => new StableWatch(client, id, "file:/sp/1", Patience).RunAsync(TimeSpan.Zero, wantsCheckpoint: true, null, Stop)),
        ("watch", WatchAsync),
    ];

    public static TheoryData<string> Names => [.. Works.Select(work => work.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_server_says_falsely_is_told_as_that(string name)
    {
        var work = Works.Single(work => work.Name == name).Work;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var flink = new FakeFlink { Adaptive = (true, true) };
        flink.AddJar("a.jar");
        await using var server = new LyingServer(flink.Address, random);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([server.Address]), Timeout = TimeSpan.FromSeconds(10), TryTimeout = TimeSpan.FromSeconds(5) });
        for (var round = 0; round < Rounds; round++)
        {
            var job = flink.AddJob("orders", state: name == "latest" ? "FINISHED" : "RUNNING");
            try
            {
                await work(client, job.Id).WaitAsync(TimeSpan.FromSeconds(30), Stop);
            }
            catch (Exception e) when (e is FlinkException or FlinkUpgradeException)
            {
                // As it should be.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"Seed {seed}, round {round}: {e}");
            }
            foreach (var known in flink.Jobs)
                flink.Remove(known);
        }
    }

    [Fact]
    public async Task What_a_SQL_gateway_says_falsely_is_told_as_that()
    {
        var seed = Environment.TickCount;
        using var fake = new FakeSqlGateway();
        await using var server = new LyingServer(fake.Address, new(seed));
        var options = new FlinkOptions { Endpoints = FlinkEndpoints.Of([server.Address]), Timeout = TimeSpan.FromSeconds(10), TryTimeout = TimeSpan.FromSeconds(5) };
        for (var round = 0; round < 3 * Rounds; round++)
        {
            try
            {
                using var gateway = await SqlGateway.ConnectAsync(options, Stop);
                await using var session = await gateway.OpenAsync("test", new Dictionary<string, string>(), Stop);
                _ = await session.CompleteAsync("SELECT ", 7, Stop);
                var result = await session.ExecuteAsync("SELECT * FROM orders", cancellationToken: Stop);
                var pages = 0;
                await foreach (var page in result.PagesAsync(Stop))
                {
                    // One that names its own place again has no end.
                    if (++pages > 20)
                        break;
                }
            }
            catch (Exception e) when (e is FlinkException)
            {
                // As it should be.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"Seed {seed}, round {round}: {e}");
            }
        }
    }

    private static async Task WatchAsync(FlinkClient client, string id)
    {
        var looks = 0;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            await foreach (var happened in new ClusterWatcher(client, new() { TaskManagers = true, Lag = TimeSpan.FromSeconds(1), MostRestarts = 0, CheckpointAge = TimeSpan.FromSeconds(1), Leaderless = TimeSpan.Zero }) { TellsLag = true }.WatchAsync(TimeSpan.FromMilliseconds(5), enough.Token))
            {
                if (++looks >= 5)
                    await enough.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
        }
        Assert.NotEmpty(id);
    }
}
