using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests;

public abstract class HaReaderBehaviour(TestServer server) : ClusterTests(server)
{
    private const string Job = "ab000000000000000000000000000001";

    private static readonly IReadOnlyList<Acl> SomebodyElses = [new Acl(Permissions.All, "digest", "other:kIQ1qjw7SIpdxi2bM3xBmKBLR3o=")];

    [Fact]
    public async Task One_odd_node_hides_no_other()
    {
        await LoadAsync("2.3.0/h2-application-running");
        await EnsureAsync("/flink/one/leader/latch/odd");
        await EnsureAsync("/flink/one/leader/odd");
        await EnsureAsync("/flink/one/execution-plans/odd", [0xAC, 0xED]);
        await EnsureAsync($"/flink/one/jobs/{Job}/checkpoints/odd", [1, 2, 3]);
        await Client.SetDataAsync("/flink/one/leader/dispatcher/connection_info", [.. Capture.Golden("2.3.0.dispatcher.connection_info"), 0], cancellationToken: Stop);
        await Client.SetDataAsync("/flink/one/leader/resource_manager/connection_info", [], cancellationToken: Stop);
        await Client.SetDataAsync($"/flink/one/jobs/{Job}/checkpoint_id_counter", [1], cancellationToken: Stop);

        var snapshot = await ReadAsync("/flink/one");
        var odd = snapshot.Candidates.Value![^1];
        Assert.Equal(("odd", null, FormatProblem.NotName), (odd.Name, odd.Sequence, odd.Error!.Problem));
        Assert.Equal(3, snapshot.Candidates.Value.Count);
        Assert.Equal(2, snapshot.Plans.Count());
        Assert.Equal((FormatProblem.Truncated, 2), Problem(snapshot.Plans.Single(plan => plan.Name == "odd").Handle));
        var job = Assert.Single(snapshot.Jobs.Value!);
        Assert.Equal([3L, null], job.Checkpoints.Value!.Select(pointer => pointer.Id));
        Assert.Equal((FormatProblem.NotJavaStream, 0), Problem(job.Checkpoints.Value![1].Stored.Handle));
        Assert.Equal((FormatProblem.NotCounter, 1), Problem(job.Counter));
        Assert.Equal((FormatProblem.TrailingBytes, 139), Problem(Component(snapshot, "dispatcher").Published));
        Assert.Equal(Presence.Absent, Component(snapshot, "resource_manager").Published.Presence);
        Assert.Equal((ComponentKind.Other, Presence.Absent), (Component(snapshot, "odd").Kind, Component(snapshot, "odd").Published.Presence));
        Assert.Equal("http://127.0.0.1:21081", snapshot.Leadership.Address);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "'file:///etc/passwd'")]
    [InlineData("pekko.tcp://flink@h:6123/user", "'pekko.tcp://***@h:6123/user'")]
    [InlineData("http://user:geheim@h:8081", "'http://***@h:8081'")]
    [InlineData("http://h:8081/?token=geheim", "'http://h:8081/?***'")]
    [InlineData("http://user:ge/h?e#im@h:8081", "'http://***@h:8081'")]
    [InlineData("nothing", "'nothing'")]
    public async Task What_is_no_address_of_a_REST_server_leads_nowhere(string address, string told)
    {
        await LoadAsync("2.3.0/h2-application-running");
        await Client.SetDataAsync("/flink/one/leader/rest_server/connection_info", LeaderInformationCodec.Write(new(address, Guid.NewGuid())), cancellationToken: Stop);
        var snapshot = await ReadAsync("/flink/one");
        Assert.Null(snapshot.Leadership.Address);
        var content = Component(snapshot, "rest_server").Published.Value!;
        Assert.Equal(FormatProblem.NotAddress, content.Error!.Problem);
        Assert.StartsWith(told, content.Error.Message, StringComparison.Ordinal);
        Assert.Contains(snapshot.Problems(), problem => problem.Path == "/flink/one/leader/rest_server/connection_info" && problem.Message == content.Error.Message);
    }

    [Fact]
    public async Task What_may_not_be_read_is_unknown()
    {
        await LoadAsync("2.3.0/h2-application-running");
        foreach (var path in new[] { "leader/rest_server/connection_info", "execution-plans", $"applications/{Job}/locks", $"jobs/{Job}/checkpoint_id_counter", "leader/latch" })
            await Client.SetAclAsync("/flink/one/" + path, SomebodyElses, cancellationToken: Stop);

        var snapshot = await ReadAsync("/flink/one");
        var server = Component(snapshot, "rest_server").Published;
        Assert.Equal((Presence.Unknown, (ErrorCode?)ErrorCode.NoAuth), (server.Presence, server.Code));
        Assert.NotEmpty(server.Reason!);
        Assert.Equal(Presence.Unknown, snapshot.ExecutionPlans.Presence);
        Assert.Equal(Presence.Absent, snapshot.JobGraphs.Presence);
        Assert.Equal(HandleState.Unknown, Assert.Single(snapshot.Applications.Value!).State);
        var job = Assert.Single(snapshot.Jobs.Value!);
        Assert.Equal((Presence.Unknown, 1), (job.Counter.Presence, job.Checkpoints.Value!.Count));
        Assert.Equal(new Leadership(null, null, null, null, null), snapshot.Leadership);
        Assert.Equal("dispatcher", Component(snapshot, "dispatcher").Name);
    }

    [Fact]
    public async Task Clusters_are_found_on_two_levels_and_what_may_not_be_read_is_told()
    {
        foreach (var path in new[] { "/flink/default/leader/latch", "/flink/yarn/application_1/leader", "/flink/yarn/application_2/leader", "/flink/yarn/note", "/flink/secret/leader", "/flink/left/jobs/leader" })
            await EnsureAsync(path);
        await Client.SetAclAsync("/flink/secret", SomebodyElses, cancellationToken: Stop);
        var found = await HaReader.ListAsync(Client, "flink/", Stop);
        Assert.Equal(["default", "left", "secret", "yarn/application_1", "yarn/application_2"], found.Value!.Select(cluster => cluster.Id));
        Assert.Equal([Presence.Present, Presence.Absent, Presence.Unknown, Presence.Present, Presence.Present], found.Value!.Select(cluster => cluster.Leader.Presence));
        Assert.Equal(["latch"], found.Value![0].Leader.Value!);
        Assert.Equal("/flink/yarn/application_1", new HaPaths(found.Value[3].Id).Cluster);
    }

    [Fact]
    public async Task The_first_in_line_comes_first_also_across_the_wrap()
    {
        var numbers = new[] { int.MinValue, int.MaxValue, int.MaxValue - 1 };
        foreach (var number in numbers)
            await EnsureAsync("/one/leader/latch/" + HaNames.Latch(Guid.NewGuid(), number));
        var candidates = (await ReadAsync("one")).Candidates.Value!;
        Assert.Equal(numbers.Reverse(), candidates.Select(candidate => candidate.Sequence!.Value));
    }

    [Fact]
    public async Task A_server_that_could_not_catch_up_proves_nothing_absent()
    {
        await LoadAsync("2.3.0/h2-application-running");
        await using var proxy = NewProxy();
        await using var client = await ConnectAsync(proxy);
        proxy.LoseNextReply();
        var snapshot = await HaReader.ReadAsync(client, new HaPaths("one"), Stop);
        Assert.Equal("http://127.0.0.1:21081", snapshot.Leadership.Address);
        Assert.Equal((Presence.Unknown, (ErrorCode?)ErrorCode.NoNode), (snapshot.JobGraphs.Presence, snapshot.JobGraphs.Code));
        Assert.Equal(Presence.Absent, (await HaReader.ReadAsync(client, new HaPaths("one"), Stop)).JobGraphs.Presence);
    }

    [Fact]
    public async Task What_a_lost_connection_did_not_answer_is_unknown()
    {
        await using var proxy = NewProxy();
        await using var client = await ConnectAsync(proxy);
        using var reads = await NodeReads.BeginAsync(client, "/", Stop);
        proxy.LoseNextReply();
        var lost = await reads.NamesAsync("/none");
        Assert.Equal((Presence.Unknown, (ErrorCode?)ErrorCode.ConnectionLoss), (lost.Presence, lost.Code));
        Assert.Equal(Presence.Absent, (await reads.NamesAsync("/none")).Presence);
    }

    [Fact]
    public async Task Reading_can_be_given_up()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HaReader.ReadAsync(Client, new HaPaths(), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HaReader.ListAsync(Client, cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task A_session_that_is_over_ends_the_reading()
    {
        var client = await ConnectAsync();
        await client.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<ZkException>(() => HaReader.ReadAsync(client, new HaPaths(), Stop))).IsSessionOver);
    }

    [Fact]
    public async Task A_thousand_checkpoints_are_read_a_bounded_number_at_a_time()
    {
        var bytes = Capture.Golden("2.3.0.checkpoint");
        await EnsureAsync($"/one/jobs/{Job}/checkpoints");
        await Task.WhenAll(Enumerable.Range(1, 1000).Select(id => Client.CreateAsync($"/one/jobs/{Job}/checkpoints/{HaNames.Checkpoint(id)}", bytes, cancellationToken: Stop).AsTask()));
        var job = Assert.Single((await ReadAsync("one")).Jobs.Value!);
        Assert.Equal(Enumerable.Range(1, 1000).Select(id => (long?)id), job.Checkpoints.Value!.Select(pointer => pointer.Id));
        Assert.Equal(Presence.Absent, job.Counter.Presence);
    }

    [Fact]
    public async Task While_checkpoints_come_and_go_each_is_whole_and_none_is_ahead_of_the_counter()
    {
        var top = "/one/jobs/" + Job;
        var bytes = Capture.Golden("2.3.0.checkpoint");
        await EnsureAsync(top + "/checkpoints");
        await EnsureAsync(top + "/checkpoint_id_counter", CheckpointCounterCodec.Write(new(1)));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writing = WriteAsync();
        var seen = new HashSet<long>();
        for (var round = 0; round < 300; round++)
        {
            var job = Assert.Single((await ReadAsync("one")).Jobs.Value!);
            foreach (var pointer in job.Checkpoints.Value!)
            {
                Assert.True(pointer.Id < job.Counter.Value!.Value!.Next);
                Assert.NotNull(pointer.Stored.Handle.Value!.Value);
                seen.Add(pointer.Id!.Value);
            }
        }
        await enough.CancelAsync();
        await writing;
        Assert.True(seen.Count > 10);

        // As Flink does: the counter first, then the pointer; the one before is subsumed.
        async Task WriteAsync()
        {
            await using var flink = await ConnectAsync();
            for (var id = 1; !enough.IsCancellationRequested; id++)
            {
                await flink.SetDataAsync(top + "/checkpoint_id_counter", CheckpointCounterCodec.Write(new(id + 1)), cancellationToken: Stop);
                var path = $"{top}/checkpoints/{HaNames.Checkpoint(id)}";
                await flink.MultiAsync([ZkOperation.Create(path, bytes), ZkOperation.Create(path + "/locks"), ZkOperation.Create(path + "/locks/a", "10.0.0.1"u8.ToArray(), CreateMode.Ephemeral)], Stop);
                if (id == 1)
                    continue;
                var before = $"{top}/checkpoints/{HaNames.Checkpoint(id - 1)}";
                foreach (var gone in new[] { before + "/locks/a", before + "/locks", before })
                    await flink.DeleteAsync(gone, cancellationToken: Stop);
            }
        }
    }

    private static PublishedComponent Component(HaSnapshot snapshot, string name) => snapshot.Components.Value!.Single(component => component.Name == name);

    private static (FormatProblem, int) Problem<T>(Known<NodeContent<T>> content) where T : class
    {
        Assert.Null(content.Value!.Value);
        return (content.Value.Error!.Problem, content.Value.Error.Offset);
    }
}
