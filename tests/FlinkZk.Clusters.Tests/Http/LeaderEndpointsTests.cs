using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Requests go to whoever leads, as ZooKeeper says.</summary>
public sealed class LeaderEndpointsTests(EmbeddedTestServer server) : ClusterTests(server)
{
    private static readonly HaPaths Paths = new("one", "/");
    private static readonly string Node = Paths.ConnectionInfo("rest_server");

    [Fact]
    public async Task The_leader_is_asked_and_a_new_one_as_soon_as_it_is_published()
    {
        await using var first = Answering("1.1");
        await using var second = Answering("2.2");
        await EnsureAsync(Node, Published(first));
        using var client = NewClient();
        Assert.Equal("1.1", await client.VersionAsync(Stop));
        await Client.SetDataAsync(Node, Published(second), cancellationToken: Stop);
        Assert.Equal("2.2", await client.VersionAsync(Stop));
        Assert.Equal(second.Address, await client.AddressAsync(Stop));
    }

    [Fact]
    public async Task An_answer_of_one_that_leads_no_more_is_not_believed()
    {
        await using var next = Answering("2.2");
        await using var former = new HttpPeer(async (_, reply) =>
        {
            await Client.SetDataAsync(Node, Published(next), cancellationToken: Stop);
            await reply.SendAsync(200, """{"flink-version":"1.1"}""");
        });
        await EnsureAsync(Node, Published(former));
        using var client = NewClient();
        Assert.Equal("2.2", await client.VersionAsync(Stop));
        Assert.Single(former.Requests);
    }

    [Fact]
    public async Task Without_a_leader_it_is_waited_for_one_as_long_as_there_is_time()
    {
        await using var leader = Answering("2.2");
        using var client = NewClient();
        var asked = client.VersionAsync(Stop);
        await EnsureAsync(Node, Published(leader));
        Assert.Equal("2.2", await asked);
        await Client.DeleteAsync(Node, cancellationToken: Stop);
        using var hurried = NewClient(TimeSpan.FromMilliseconds(300));
        var failure = await Assert.ThrowsAsync<FlinkException>(() => hurried.VersionAsync(Stop));
        Assert.Equal((FlinkProblem.NotReached, FlinkOutcome.NotDone), (failure.Problem, failure.Outcome));
        Assert.Contains("Nobody leads", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_a_new_leader_does_not_know_yet_is_asked_for_again()
    {
        await using var first = new HttpPeer((_, reply) => reply.SendAsync(200, """{"status":"RUNNING"}"""));
        var count = 0;
        var unknown = Exchange.Of("2.3.0", "job-status-unknown");
        await using var second = new HttpPeer((_, reply) => Interlocked.Increment(ref count) < 4 ? reply.SendAsync(unknown.Status, unknown.Body) : reply.SendAsync(200, """{"status":"RESTARTING"}"""));
        await EnsureAsync(Node, Published(first));
        using var client = NewClient();
        Assert.Equal("RUNNING", await client.StateAsync("a", Stop));
        await Client.SetDataAsync(Node, Published(second), cancellationToken: Stop);
        Assert.Equal("RESTARTING", await client.StateAsync("a", Stop));
    }

    [Fact]
    public async Task While_ZooKeeper_is_away_it_is_waited_for_as_for_a_leader()
    {
        await using var leader = Answering("2.2");
        await EnsureAsync(Node, Published(leader));
        await using var proxy = NewProxy();
        await using var session = await ConnectAsync(proxy);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = TimeSpan.FromMinutes(1) });
        Assert.Equal("2.2", await client.VersionAsync(Stop));
        proxy.Refuses = true;
        proxy.Cut();
        using var hurried = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, Paths), Timeout = TimeSpan.FromMilliseconds(300) });
        var failure = await Assert.ThrowsAsync<FlinkException>(() => hurried.VersionAsync(Stop));
        Assert.Equal((FlinkProblem.NotReached, FlinkOutcome.NotDone), (failure.Problem, failure.Outcome));
        Assert.Contains("ZooKeeper cannot be asked who leads", failure.Message, StringComparison.Ordinal);
        var asked = client.VersionAsync(Stop);
        proxy.Refuses = false;
        Assert.Equal("2.2", await asked);
    }

    [Fact]
    public async Task A_node_that_names_no_address_is_told_with_its_path()
    {
        await EnsureAsync(Node, "nonsense"u8.ToArray());
        using var client = NewClient();
        Assert.Contains(Node, (await Assert.ThrowsAsync<FlinkException>(() => client.VersionAsync(Stop))).Message, StringComparison.Ordinal);
    }

    private static HttpPeer Answering(string version) => new((_, reply) => reply.SendAsync(200, $$"""{"flink-version":"{{version}}"}"""));

    private static byte[] Published(HttpPeer leader) => LeaderInformationCodec.Write(new LeaderInformation(leader.Address.ToString().TrimEnd('/'), Guid.NewGuid()));

    private FlinkClient NewClient(TimeSpan? timeout = null) => new(new() { Endpoints = FlinkEndpoints.LeaderOf(Client, Paths), Timeout = timeout ?? TimeSpan.FromSeconds(10) });
}
