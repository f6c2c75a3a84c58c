using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Words;

public sealed class EmbeddedWordTests : WordBehaviour, IAsyncDisposable
{
    private ZkServer? _server;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<int> StartAsync() => (_server ??= await ZkServer.StartAsync(new() { FourLetterWords = new HashSet<string> { "*" } }, Cancel)).Port;

    [Fact]
    public async Task What_was_refused_is_counted()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { FourLetterWords = new HashSet<string> { "*" }, MaxConnections = 2, MaxFrame = 1024, Log = log.Hear }, Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
            await client.AuthAsync("nobody", "knows");
        await Eventually.Async(() => server.Statistics.Connections == 0, "it is closed", Cancel);
        await using (var client = await RawClient.ConnectAsync(server.Port))
        {
            await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/a", new byte[1100], -1));
            Assert.True(await client.IsClosedByServerAsync());
        }
        await Eventually.Async(() => server.Statistics.Connections == 0, "it is closed", Cancel);
        await using (await RawClient.ConnectAsync(server.Port))
        await using (await RawClient.ConnectAsync(server.Port))
        await using (var third = await RawClient.OpenAsync(server.Port))
            Assert.True(await third.IsClosedByServerAsync());
        await Eventually.Async(() => server.Statistics.Connections == 0, "they are closed", Cancel);

        var lines = (await AskAsync(server.Port, "mntr")).Split('\n');
        foreach (var line in (string[])["zk_auth_failed_count\t1", "zk_large_requests_rejected\t1", "zk_connection_rejected\t1", "zk_connection_request_count\t4", "zk_connection_drop_count\t4"])
            Assert.Contains(line, lines);
    }

    [Fact]
    public async Task Rates_are_those_of_the_last_five_seconds()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 40_000);
        time.Advance(TimeSpan.FromSeconds(5));
        var before = server.Statistics.Received;
        for (var i = 0; i < 50; i++)
            await client.ExistsAsync("/");
        await Eventually.Async(() => server.Statistics.Received == before + 50, "all are counted", Cancel);
        for (var i = 0; i < 5; i++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((10.0, 10.0), (server.Statistics.ReceivedPerSecond, server.Statistics.SentPerSecond));
        for (var i = 0; i < 5; i++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, server.Statistics.ReceivedPerSecond);
    }
}

[Collection(ApacheServers.Name)]
public sealed class ApacheWordTests(ApacheFixture java) : WordBehaviour
{
    protected override async Task<int> StartAsync() => (await ServerUnderTest.OfAsync(java)).Port;

    [Fact]
    public async Task What_ours_tells_monitoring_Java_tells_by_the_same_names()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-words-").FullName;
        await using (var ours = await ZkServer.StartAsync(new() { DataPath = folder, FourLetterWords = new HashSet<string> { "*" } }, Cancel))
        {
            var javas = Names(await AskAsync(await StartAsync(), "mntr"));
            var missing = Names(await AskAsync(ours.Port, "mntr")).Except(javas);
            Assert.Empty(missing);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static HashSet<string> Names(string mntr) => mntr.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')[0]).ToHashSet();
}
