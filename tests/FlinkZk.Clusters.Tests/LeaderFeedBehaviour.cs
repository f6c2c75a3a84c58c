using System.Diagnostics;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests;

public abstract class LeaderFeedBehaviour(TestServer server) : ClusterTests(server)
{
    private static readonly HaPaths Paths = new("one", "/");
    private static readonly string Node = Paths.ConnectionInfo("rest_server");

    [Fact]
    public async Task It_tells_what_is_published_and_each_change_of_it()
    {
        await using var feed = Follow(Client);
        Assert.Equal(Presence.Absent, (await NextAsync(feed)).Presence);
        await EnsureAsync(Node, Published(1));
        Assert.Equal("http://jm-1:8081", (await NextAsync(feed)).Value!.Value!.Address);
        await Client.SetDataAsync(Node, Published(2), cancellationToken: Stop);
        var second = await NextAsync(feed);
        Assert.Equal(("http://jm-2:8081", Guid.Parse("00000000-0000-0000-0000-000000000002")), (second.Value!.Value!.Address, second.Value.Value.SessionId));
        await Client.SetDataAsync(Node, [1, 2, 3], cancellationToken: Stop);
        Assert.Equal(FormatProblem.NotJavaStream, (await NextAsync(feed)).Value!.Error!.Problem);
        await Client.DeleteAsync(Node, cancellationToken: Stop);
        Assert.Equal(Presence.Absent, (await NextAsync(feed)).Presence);
    }

    [Fact]
    public async Task While_the_connection_is_lost_it_is_unknown_and_then_what_is()
    {
        await EnsureAsync(Node, Published(1));
        await using var proxy = NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var feed = Follow(client);
        await NextAsync(feed);
        proxy.Cut();
        Assert.Equal((Presence.Unknown, (ErrorCode?)ErrorCode.ConnectionLoss), ((await NextAsync(feed)) is var lost ? (lost.Presence, lost.Code) : default));
        Assert.Equal("http://jm-1:8081", (await NextAsync(feed)).Value!.Value!.Address);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_it()
    {
        var client = await ConnectAsync();
        await using var feed = Follow(client);
        await NextAsync(feed);
        await client.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<ZkException>(() => NextAsync(feed))).IsSessionOver);
    }

    [Fact]
    public async Task It_leaves_no_watch()
    {
        await using (var feed = Follow(Client))
        {
            await NextAsync(feed);
            Assert.True(await Client.HasServerWatchAsync(Node, WatcherType.Any, Stop));
        }
        await Eventually.Async(async token => !await Client.HasServerWatchAsync(Node, WatcherType.Any, token), "The watch goes", Stop);
    }

    [Fact]
    public async Task A_change_is_seen_within_a_tenth_of_a_second()
    {
        await EnsureAsync(Node, Published(0));
        await using var watching = await ConnectAsync();
        await using var feed = Follow(watching);
        await NextAsync(feed);
        var times = new List<double>();
        for (var number = 1; number <= 200; number++)
        {
            await Client.SetDataAsync(Node, Published(number), cancellationToken: Stop);
            var since = Stopwatch.GetTimestamp();
            var seen = await NextAsync(feed);
            times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            Assert.Equal($"http://jm-{number}:8081", seen.Value!.Value!.Address);
        }
        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"p50 {times[100]:0.00} ms, p99 {times[198]:0.00} ms");
        Assert.InRange(times[198], 0, 100);
    }

    private static byte[] Published(int number) => LeaderInformationCodec.Write(new($"http://jm-{number}:8081", Guid.Parse($"00000000-0000-0000-0000-{number:D12}")));

    private static IAsyncEnumerator<Known<NodeContent<LeaderInformation>>> Follow(ZkClient client) => LeaderFeed.FollowAsync(client, Paths, "rest_server", Stop).GetAsyncEnumerator(Stop);

    private static async Task<Known<NodeContent<LeaderInformation>>> NextAsync(IAsyncEnumerator<Known<NodeContent<LeaderInformation>>> feed) =>
        await feed.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop) ? feed.Current : throw new InvalidOperationException("The feed ended.");
}
