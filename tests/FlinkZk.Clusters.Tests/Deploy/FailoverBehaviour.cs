using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
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
