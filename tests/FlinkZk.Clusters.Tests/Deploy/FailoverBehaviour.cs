using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests.Deploy;

/// <summary>A leader with a job and a standby, each with a session of its own: what is removed of the leader, and what is not.</summary>
public abstract class FailoverBehaviour(TestServer server) : ClusterTests(server)
{
    private const string Job = "0f000000000000000000000000000003";

    private static readonly HaPaths Paths = new("one");

    [Fact]
    public async Task All_of_the_leaders_nodes_go_and_nothing_else()
    {
        await using var leader = await JoinAsync(0);
        await using var standby = await JoinAsync(1);
        await LeadAsync(leader, "http://127.0.0.1:1");
        var plan = FailoverCompletion.Plan(await SnapshotAsync());
        Assert.Equal(("http://127.0.0.1:1", leader.SessionId, 1, 5), (plan.Leader, plan.Session, plan.Standbys, plan.Nodes));
        Assert.True(await plan.ApplyAsync(Client, Stop));
        var after = await SnapshotAsync();
        Assert.Equal(standby.SessionId, Assert.Single(after.Candidates.Value!).Node.Value!.Session);
        Assert.All(after.Components.Value!, component => Assert.Equal(Presence.Absent, component.Published.Presence));
        Assert.Equal(HandleState.Free, Assert.Single(after.Plans).State);
    }

    [Fact]
    public async Task When_the_session_has_ended_meanwhile_nothing_is_removed_of_whoever_came()
    {
        await using var standby = await JoinAsync(1);
        FailoverCompletion plan;
        await using (var leader = await JoinAsync(0))
        {
            await LeadAsync(leader, "http://127.0.0.1:1");
            plan = FailoverCompletion.Plan(await SnapshotAsync());
        }
        await LeadAsync(standby, "http://127.0.0.1:2");
        Assert.False(await plan.ApplyAsync(Client, Stop));
        Assert.Equal("http://127.0.0.1:2", (await SnapshotAsync()).Leadership.Address);
    }

    [Fact]
    public async Task A_leader_that_writes_meanwhile_keeps_everything()
    {
        await using var leader = await JoinAsync(0);
        await LeadAsync(leader, "http://127.0.0.1:1");
        var plan = FailoverCompletion.Plan(await SnapshotAsync());
        await leader.SetDataAsync(Paths.ConnectionInfo("rest_server"), LeaderInformationCodec.Write(new("http://127.0.0.1:1", Guid.NewGuid())), cancellationToken: Stop);
        Assert.Equal(HaRepairProblem.Moved, (await Assert.ThrowsAsync<HaRepairException>(() => plan.ApplyAsync(Client, Stop))).Problem);
        Assert.Single((await SnapshotAsync()).Candidates.Value!);
    }

    [Fact]
    public async Task Without_a_leader_or_with_one_that_has_no_place_in_the_latch_nothing_is_planned()
    {
        await using var standby = await JoinAsync(0);
        Assert.Equal(DeployProblem.NoLeader, Assert.Throws<DeployException>(() => FailoverCompletion.Plan(SnapshotAsync().GetAwaiter().GetResult())).Problem);
        await LeadAsync(Client, "http://127.0.0.1:1");
        var told = Assert.Throws<DeployException>(() => FailoverCompletion.Plan(SnapshotAsync().GetAwaiter().GetResult()));
        Assert.Equal(DeployProblem.NoLeader, told.Problem);
        Assert.Contains("not in the latch", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_beside_whom_nobody_stands_is_replaced_before_the_next_is_waited_for()
    {
        if (!Signals.Exist)
            Assert.Skip("The Java of these tests is a shell script.");
        using var fake = new FakeJava();
        using var local = await LocalCluster.CreateAsync(new() { FlinkHome = fake.FlinkHome, JavaHome = fake.JavaHome, Folder = fake.DataPath, ConnectionString = "127.0.0.1:2181" }, Stop);
        var process = local.Start(FlinkRole.JobManager);
        await using var leader = await JoinAsync(0);
        await LeadAsync(leader, $"http://127.0.0.1:{process.RestPort}");
        var change = await LeaderChange.ReadAsync(Client, Paths, local, cancellationToken: Stop);
        change!.CheckSwitch(force: true);
        var switched = change.SwitchAsync(TimeSpan.FromMinutes(1), Stop);
        await Eventually.Async(() => local.Processes.Count == 2, "another JobManager was started", Stop);
        await using var next = await JoinAsync(1);
        await LeadAsync(next, "http://127.0.0.1:2");
        Assert.Equal("http://127.0.0.1:2", (await switched).Leader);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_the_next_leader_has_a_JobManager_in_place_of_the_old_all_the_same()
    {
        Unix();
        using var fake = new FakeJava();
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Stop);
        await using var leader = await JoinAsync(0);
        await using var standby = await JoinAsync(1);
        await LeadAsync(leader, $"http://127.0.0.1:{cluster.Start(FlinkRole.JobManager).RestPort}");
        var change = (await LeaderChange.ReadAsync(Client, Paths, cluster, cancellationToken: Stop))!;
        change.CheckSwitch(force: false);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var switching = change.SwitchAsync(TimeSpan.FromMinutes(5), cancel.Token);
        await Eventually.Async(() => cluster.Processes[0].HasEnded, "the leader has ended", Stop);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => switching);
        Assert.Equal(["jobmanager-1 True", "jobmanager-2 False"], cluster.Processes.Select(process => $"{process.Name} {process.HasEnded}"));
    }

    [Theory]
    [InlineData("2.3.0", true)]
    [InlineData("1.20.5", false)]
    public async Task A_leader_whose_successor_would_die_is_not_ended(string version, bool dies)
    {
        Unix();
        using var fake = new FakeJava(flink: version);
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Stop);
        await using var leader = await JoinAsync(0);
        await using var standby = await JoinAsync(1);
        await LeadAsync(leader, $"http://127.0.0.1:{cluster.Start(FlinkRole.JobManager).RestPort}");
        await Client.SetDataAsync($"{Paths.ExecutionPlans}/{Job}", StateHandleCodec.Write(new(10, "s3://ha/plan")), cancellationToken: Stop);
        var change = (await LeaderChange.ReadAsync(Client, Paths, cluster, cancellationToken: Stop))!;
        await change.CheckNextAsync(cluster.Storage, Stop);
        var results = Directory.CreateDirectory(Path.Combine(fake.DataPath, "ha", "job-result-store", "one")).FullName;
        var result = Path.Combine(results, $"{Job}_DIRTY.json");
        await File.WriteAllTextAsync(result, "{}", Stop);
        File.SetLastWriteTimeUtc(result, DateTime.UtcNow - TimeSpan.FromMinutes(5));
        if (dies)
        {
            var refused = await Assert.ThrowsAsync<DeployException>(() => change.CheckNextAsync(cluster.Storage, Stop));
            Assert.Equal(DeployProblem.NextLeaderDies, refused.Problem);
            Assert.Contains(result, refused.Message, StringComparison.Ordinal);
        }
        else
        {
            await change.CheckNextAsync(cluster.Storage, Stop);
        }
        await Client.SetDataAsync($"{Paths.ExecutionPlans}/{Job}", [1, 2, 3], cancellationToken: Stop);
        Assert.Equal(DeployProblem.NextLeaderDies, (await Assert.ThrowsAsync<DeployException>(() => change.CheckNextAsync(null, Stop))).Problem);
    }

    [Fact]
    public async Task A_cluster_that_nobody_leads_is_not_stopped_and_Force_is_named()
    {
        Unix();
        using var fake = new FakeJava();
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Stop);
        await ThereAsync(HaPaths.Locks($"{Paths.ExecutionPlans}/{Job}"));
        using var flink = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(Client, Paths) });
        var refused = await Assert.ThrowsAsync<FlinkException>(() => new ClusterShutdown(flink, Client, Paths, cluster, new()).RunAsync(Stop));
        Assert.Equal((FlinkProblem.NotReached, FlinkOutcome.NotDone), (refused.Problem, refused.Outcome));
        Assert.Contains("-Force", refused.HowToSee, StringComparison.Ordinal);
    }

    private LocalClusterOptions Options(FakeJava fake) => new() { FlinkHome = fake.FlinkHome, JavaHome = fake.JavaHome, Folder = fake.DataPath, ConnectionString = Client.ConnectionString.ToString(), ClusterId = "/one" };

    private static void Unix()
    {
        if (!Signals.Exist)
            Assert.Skip("The Java of these tests is a shell script.");
    }

    private Task<HaSnapshot> SnapshotAsync() => HaReader.ReadAsync(Client, Paths, Stop);

    private async Task<ZkClient> JoinAsync(int sequence)
    {
        var client = await ConnectAsync();
        await ThereAsync(Paths.Latch);
        await client.CreateAsync($"{Paths.Latch}/{HaNames.Latch(Guid.NewGuid(), sequence)}", [], CreateMode.Ephemeral, cancellationToken: Stop);
        return client;
    }

    private async Task LeadAsync(ZkClient client, string address)
    {
        foreach (var component in (string[])["rest_server", "dispatcher", "job-" + Job])
        {
            await ThereAsync($"{Paths.Leader}/{component}");
            await client.CreateAsync(Paths.ConnectionInfo(component), LeaderInformationCodec.Write(new(address, Guid.NewGuid())), CreateMode.Ephemeral, cancellationToken: Stop);
        }
        var locks = HaPaths.Locks($"{Paths.ExecutionPlans}/{Job}");
        await ThereAsync(locks);
        await client.CreateAsync($"{locks}/{Guid.NewGuid()}", "127.0.0.1"u8.ToArray(), CreateMode.Ephemeral, cancellationToken: Stop);
    }

    private async Task ThereAsync(string path)
    {
        if (await Client.ExistsAsync(path, Stop) is null)
            await EnsureAsync(path);
    }
}
