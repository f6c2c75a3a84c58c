using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests.Health;

public abstract class HaCheckBehaviour(TestServer server) : ClusterTests(server)
{
    private const string Job = "0f000000000000000000000000000002";

    /// <summary>Trees of live clusters, and what a person should be told of them; nothing of those that are well.</summary>
    public static TheoryData<string, string, string> Trees => new()
    {
        { "1.15.4/b-one-job-running", "f115", "" },
        { "1.17.2/b-one-job-running", "f117", "" },
        { "1.20.5/b-one-job-running", "one", "" },
        { "1.20.5/b4-job-restarting", "one", "" },
        { "1.20.5/c5-job-running-again", "one", "" },
        { "1.20.5/d-after-cancel", "one", "" },
        { "2.3.0/a-leader-standby-no-job", "one", "" },
        { "2.3.0/b-one-job-two-running", "one", "" },
        { "2.3.0/c5-job-running-again", "one", "" },
        { "2.3.0/e-after-stop-with-savepoint", "one", "" },
        { "2.3.0/h2-application-running", "one", "" },
        { "2.3.0/i-adaptive-job", "adaptive", "" },
        { "2.3.0/l-checkpoints-in-jobmanager-memory", "five", "" },
        { "2.3.0/c4x-all-jobmanagers-dead", "one", "Error NoLeader" },
        { "2.3.0/c3-session-expired", "one", "Error LatchUnpublished" },
        { "2.3.0/g4-minute-after-delete-cluster", "one", "Warning LeaderWithoutLatch" },
        { "2.3.0/k2-new-jobmanager-beside-latchless-leader", "three", "" },
        { "1.20.5/c1-before-kill", "f117", "Information ClusterEmpty" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Trees_of_live_clusters_are_judged_as_a_person_would(string tree, string cluster, string findings)
    {
        await LoadAsync(tree);
        Assert.Equal(findings, await ToldAsync("/flink/" + cluster));
    }

    [Theory]
    [InlineData("garbage", "Error CheckpointUnreadable, Error NoCheckpoint, Error NoLeader")]
    [InlineData("childless", "Error CheckpointIgnored, Error NoCheckpoint, Error NoLeader")]
    [InlineData("counter", "Error CounterBehind, Error NoLeader")]
    [InlineData("no counter", "Error CounterMissing, Error NoLeader")]
    [InlineData("no pointer", "Error NoCheckpoint, Error NoLeader")]
    [InlineData("garbage plan", "Error NoLeader, Error PlanUnreadable")]
    [InlineData("childless plan", "Error NoLeader, Error PlanIgnored")]
    [InlineData("no plan", "Warning OrphanedCheckpoints")]
    public async Task What_was_seen_to_lose_state_or_the_cluster_is_found_while_it_is_down(string damage, string findings)
    {
        await DownAsync();
        await DamageAsync(damage);
        Assert.Equal(findings, await ToldAsync("/flink/one"));
    }

    [Fact]
    public async Task A_cluster_that_was_left_without_leader_nodes_is_judged()
    {
        await DownAsync();
        await RemoveAsync("/flink/one/leader");
        Assert.Equal("Error NoLeader", await ToldAsync("/flink/one"));
    }

    [Fact]
    public async Task The_layout_of_old_versions_is_named()
    {
        foreach (var path in new[] { "/flink/old/leader/rest_server_lock", "/flink/old/leaderlatch/rest_server_lock", "/flink/old/checkpoint-counter" })
            await EnsureAsync(path);
        Assert.Contains("Unknown OldLayout", await ToldAsync("/flink/old"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leader", "Unknown NotReadable")]
    [InlineData("execution-plans", "Unknown NotReadable")]
    [InlineData("execution-plans/" + Job, "Error NoLeader, Unknown NotReadable")]
    [InlineData("jobs", "Error NoLeader, Unknown NotReadable")]
    [InlineData("jobs/" + Job + "/checkpoints", "Error NoLeader, Unknown NotReadable")]
    [InlineData("jobs/" + Job + "/checkpoint_id_counter", "Error NoLeader, Unknown NotReadable")]
    public async Task What_may_not_be_read_is_told_with_the_right_that_it_takes_and_nothing_is_made_of_it(string node, string findings)
    {
        await DownAsync();
        await Client.SetAclAsync("/flink/one/" + node, [new Acl(Permissions.All, "digest", "other:kIQ1qjw7SIpdxi2bM3xBmKBLR3o=")], cancellationToken: Stop);
        Assert.Equal(findings, await ToldAsync("/flink/one"));
        var told = (await HaCheck.RunAsync(Client, new HaPaths("one", "/flink"), new(), TimeProvider.System, Stop)).Findings.Where(finding => finding.Kind == HaFindingKind.NotReadable);
        Assert.All(told, finding => Assert.EndsWith("it takes the right r (read) on that node.", finding.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_passing_is_not_told()
    {
        await DownAsync();
        await EnsureAsync("/flink/one/leader/latch/" + HaNames.Latch(Guid.NewGuid(), 0));
        var time = new PausedTime();
        var checking = HaCheck.RunAsync(Client, new HaPaths("one", "/flink"), new(), time, Stop);
        await time.Pausing.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await LoadLeaderAsync();
        await time.PassAsync(checking);
        var told = (await checking).Findings.Select(finding => finding.Kind);
        Assert.DoesNotContain(HaFindingKind.LatchUnpublished, told);
    }

    [Fact]
    public async Task Of_jobs_only_those_are_read_again_that_something_was_found_of()
    {
        await LoadAsync("2.3.0/b2-one-job-running");
        var paths = new HaPaths("one", "/flink");
        var (quiet, damaged) = ((await HaReader.ReadAsync(Client, paths, Stop)).Plans.Single().Name, new string('b', 32));
        var pointer = $"{paths.Checkpoints(damaged)}/{HaNames.Checkpoint(4)}";
        await EnsureAsync(paths.Counter(damaged), CheckpointCounterCodec.Write(new(5)));
        await EnsureAsync(pointer, [1, 2, 3]);
        var time = new PausedTime();
        var checking = HaCheck.RunAsync(Client, paths, new(), time, Stop);
        await time.Pausing.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        foreach (var job in new[] { quiet, damaged })
            await Client.SetDataAsync(paths.Counter(job), CheckpointCounterCodec.Write(new(4711)), cancellationToken: Stop);
        await time.PassAsync(checking);
        var report = await checking;
        Assert.Contains(report.Findings, finding => finding.Path.Contains(damaged, StringComparison.Ordinal));
        Assert.Equal(4711, Counter(damaged));
        Assert.InRange(Counter(quiet), 1, 4710);

        int Counter(string job) => report.Snapshot.Jobs.Value!.Single(found => found.Id == job).Counter.Value!.Value!.Next;
    }

    [Theory]
    [InlineData(true, "SplitLeadership")]
    [InlineData(false, "")]
    public async Task An_address_that_was_just_written_is_looked_at_again_whether_another_writes_it_too(bool isSplit, string told)
    {
        await LoadAsync("2.3.0/a-leader-standby-no-job");
        var paths = new HaPaths("one");
        var rest = paths.ConnectionInfo("rest_server");
        await using var other = await ConnectAsync();
        var latch = (await Client.GetChildrenAsync(paths.Latch, Stop)).Names.Order(StringComparer.Ordinal).First();
        await PublishAsync(Client, rest);
        await RemoveAsync($"{paths.Latch}/{latch}");
        await Client.CreateAsync($"{paths.Latch}/{latch}", mode: CreateMode.Ephemeral, cancellationToken: Stop);
        var time = new PausedTime();
        var checking = HaCheck.RunAsync(Client, paths, new(), time, Stop);
        var turn = 0;
        await time.PassAsync(checking, async () =>
        {
            if (isSplit)
                await PublishAsync(turn++ % 2 == 0 ? other : Client, rest);
        });
        Assert.Equal(told, string.Join(", ", (await checking).Findings.Where(finding => finding.Kind == HaFindingKind.SplitLeadership).Select(finding => finding.Kind)));
    }

    private static async Task PublishAsync(FlinkZk.Client.ZkClient client, string path)
    {
        if (await client.ExistsAsync(path, Stop) is not null)
            await client.DeleteAsync(path, cancellationToken: Stop);
        await client.CreateAsync(path, LeaderInformationCodec.Write(new("http://10.0.0.1:8081", Guid.NewGuid())), CreateMode.Ephemeral, cancellationToken: Stop);
    }

    private async Task<string> ToldAsync(string cluster)
    {
        // Files and machines of the captures are not here: their addresses are made up.
        var time = new PausedTime();
        var checking = HaCheck.RunAsync(Client, new HaPaths(cluster, "/"), new(), time, Stop);
        await time.PassAsync(checking);
        var told = (await checking).Findings.Where(finding => finding.Kind is not (HaFindingKind.FilesUnseen or HaFindingKind.ResultsUnseen or HaFindingKind.AddressLocal));
        return string.Join(", ", told.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind.ToString(), StringComparer.Ordinal).Select(finding => $"{finding.Severity} {finding.Kind}").Distinct());
    }

    // Everything of a cluster whose processes are all dead.
    private async Task DownAsync()
    {
        await LoadAsync("2.3.0/c3-session-expired");
        await RemoveAsync("/flink/one/leader/latch");
    }

    private async Task LoadLeaderAsync() =>
        await EnsureAsync("/flink/one/leader/rest_server/connection_info", LeaderInformationCodec.Write(new("http://10.0.0.1:8081", Guid.NewGuid())));

    private async Task DamageAsync(string damage)
    {
        var top = "/flink/one/jobs/" + Job;
        var pointer = $"{top}/checkpoints/{HaNames.Checkpoint(9)}";
        var plan = "/flink/one/execution-plans/" + Job;
        await (damage switch
        {
            "garbage" => Client.SetDataAsync(pointer, [1, 2, 3], cancellationToken: Stop).AsTask(),
            "childless" => RemoveAsync(pointer + "/locks"),
            "counter" => Client.SetDataAsync(top + "/checkpoint_id_counter", CheckpointCounterCodec.Write(new(2)), cancellationToken: Stop).AsTask(),
            "no counter" => RemoveAsync(top + "/checkpoint_id_counter"),
            "no pointer" => RemoveAsync(pointer),
            "garbage plan" => Client.SetDataAsync(plan, [1, 2, 3], cancellationToken: Stop).AsTask(),
            "childless plan" => RemoveAsync(plan + "/locks"),
            "no plan" => RemoveAsync(plan),
            _ => throw new ArgumentOutOfRangeException(nameof(damage)),
        });
    }

    private async Task RemoveAsync(string path)
    {
        foreach (var name in (await Client.GetChildrenAsync(path, Stop)).Names)
            await RemoveAsync($"{path}/{name}");
        await Client.DeleteAsync(path, cancellationToken: Stop);
    }
}
