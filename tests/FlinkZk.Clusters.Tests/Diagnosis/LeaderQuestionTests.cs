using System.Diagnostics;
using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Machine;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Diagnosis;

/// <summary>The leader's REST server is asked where ZooKeeper says that it is, and for no longer than it may take.</summary>
public sealed class LeaderQuestionTests(EmbeddedTestServer server) : ClusterTests(server)
{
    private static readonly HaPaths Paths = new("one", "/flink");
    private static readonly string Node = Paths.ConnectionInfo("rest_server");
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task One_that_says_how_it_is_configured_leads()
    {
        await using var leader = new HttpPeer((_, reply) => reply.SendAsync(200, Settings("/flink", "/one")));
        Assert.Equal(LeaderVerdict.Leads, (await AskAsync(leader)).Verdict);
        Assert.Equal("/jobmanager/config", Assert.Single(leader.Requests).Path);
    }

    [Fact]
    public async Task One_that_answers_503_as_long_as_it_is_asked_is_met_as_such()
    {
        await using var leader = new HttpPeer((_, reply) => reply.SendAsync(503, """{"errors":["Service temporarily unavailable due to an ongoing leader election. Please refresh."]}"""));
        var met = await MeetAsync(leader);
        Assert.Equal((503, true), ((int)met.Failure!.Status!, leader.Requests.Count > 1));
        Assert.Equal(LeaderVerdict.DoesNotLead, LeaderAnswerRules.Judge(met with { Place = HostPlace.Here }).Verdict);
    }

    [Fact]
    public async Task One_that_takes_the_connection_and_says_nothing_holds_up_for_no_longer_than_it_may()
    {
        await using var leader = new HttpPeer((_, reply) => reply.StallAsync());
        var began = Stopwatch.GetTimestamp();
        var met = await MeetAsync(leader);
        Assert.InRange(Stopwatch.GetElapsedTime(began), Limit * 0.9, Limit + TimeSpan.FromSeconds(5));
        Assert.Equal((FlinkProblem.Timeout, true), (met.Failure!.Problem, met.TakesConnections));
    }

    [Fact]
    public async Task Where_nobody_listens_that_is_met()
    {
        var gone = new HttpPeer((_, reply) => reply.StallAsync());
        await gone.DisposeAsync();
        var met = await MeetAsync(gone);
        Assert.False(met.TakesConnections);
        Assert.Equal(LeaderVerdict.DoesNotLead, LeaderAnswerRules.Judge(met with { Place = HostPlace.Here }).Verdict);
    }

    [Theory]
    [InlineData("/flink", "/two", "the cluster '/zk/flink/two'")]
    [InlineData("/streams", "/one", "the cluster '/zk/streams/one'")]
    [InlineData("/flink/", "one/", null)]
    public void A_JobManager_is_of_another_cluster_where_its_configuration_names_one(string root, string id, string? other) =>
        Assert.Equal(other, LeaderQuestion.OtherCluster(Entries($"high-availability=ZOOKEEPER;high-availability.zookeeper.quorum=zk1:2181/zk;high-availability.zookeeper.path.root={root};high-availability.cluster-id={id}"), Paths, ConnectionString.Parse("zk1:2181/zk")));

    [Theory]
    [InlineData("jobmanager.rpc.address=jm1", "no cluster with high availability")]
    [InlineData("high-availability.type=none", "no cluster with high availability")]
    [InlineData("high-availability.type=org.example.Factory", null)]
    [InlineData("", null)]
    public void One_without_high_availability_has_published_nothing(string settings, string? other) => Assert.Equal(other, LeaderQuestion.OtherCluster(Entries(settings), Paths, ConnectionString.Parse("zk1:2181")));

    private static ConfigurationEntry[] Entries(string settings) => [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=')).Select(pair => new ConfigurationEntry(pair[0], pair[1], 0))];

    private string Settings(string root, string id) => string.Create(CultureInfo.InvariantCulture,
        $$"""[{"key":"high-availability.type","value":"zookeeper"},{"key":"high-availability.zookeeper.quorum","value":"{{Client.ConnectionString}}"},{"key":"high-availability.zookeeper.path.root","value":"{{root}}"},{"key":"high-availability.cluster-id","value":"{{id}}"}]""");

    private async Task<LeaderAnswer> AskAsync(HttpPeer leader)
    {
        await EnsureAsync(Node, Published(leader));
        return await new LeaderQuestion(Client, Paths, Limit).AskAsync(await HaReader.ReadAsync(Client, Paths, Stop), Stop);
    }

    private async Task<LeaderMeeting> MeetAsync(HttpPeer leader)
    {
        await EnsureAsync(Node, Published(leader));
        return await new LeaderQuestion(Client, Paths, Limit).MeetAsync(PublishedAddress.Of(leader.Address.ToString())!, Stop);
    }

    private static byte[] Published(HttpPeer leader) => LeaderInformationCodec.Write(new(leader.Address.ToString(), Guid.NewGuid()));
}
