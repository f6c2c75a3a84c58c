using FlinkZk.Server.Storage;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Import;

/// <summary>The data of a real server, imported: the same tree, and it goes on.</summary>
public sealed class ApacheImportTests(ITestOutputHelper output) : IDisposable
{
    private const string NoHome = "none";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15); // sessions of five minutes

    private readonly string _target = Path.Combine(Path.GetTempPath(), $"flinkzk-import-{Guid.NewGuid():n}");

    public static TheoryData<string> Homes => [.. ZooKeeperHome.All.Select(static home => home.Name).DefaultIfEmpty(NoHome)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_target))
            Directory.Delete(_target, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Homes))]
    public async Task A_real_servers_tree_is_the_same_after_the_import_and_goes_on(string name)
    {
        await using var apache = await StartAsync(name, "-Dzookeeper.snapCount=400");
        var history = new ApacheHistory(apache);
        await history.RunAsync();
        SortedDictionary<string, string> expected;
        await using (var client = await history.ConnectAsync())
            expected = await TreeDump.ReadAsync(client);
        await apache.KillAsync();

        var imported = await ImportAsync(apache);
        Assert.True(Directory.GetFiles(Path.Combine(apache.DataPath, "version-2"), "snapshot.*").Length > 2);

        await using var server = await ZkServer.StartAsync(new() { DataPath = _target, TickTime = Tick }, Cancellation);
        await using (var client = await RawClient.ConnectAsync(server.Port))
        {
            TreeDump.AssertSame(expected, await TreeDump.ReadAsync(client));
            Assert.Equal(expected.Count, imported.Nodes);
        }
        await CheckGoesOnAsync(server.Port, history.Owner);
    }

    [Fact]
    public async Task A_real_server_that_is_still_at_work_is_told()
    {
        await using var apache = await StartAsync(ZooKeeperHome.Newest?.Name ?? NoHome);
        await using (var client = await RawClient.ConnectAsync(apache.Port))
            await client.CreateAsync("/a", "data");
        var imported = await ZkDataFolder.ImportAsync(apache.DataPath, null, _target, Cancellation);
        Assert.Contains(imported.Findings, static finding => finding.Contains("A server seems to be at work", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("snappy")]
    public async Task Compressed_snapshots_are_read_or_refused_by_name(string compression)
    {
        await using var apache = await StartAsync(ZooKeeperHome.Newest?.Name ?? NoHome, $"-Dzookeeper.snapshot.compression.method={compression}");
        await using (var client = await RawClient.ConnectAsync(apache.Port))
            await client.CreateAsync("/a", "data");
        // A start takes a snapshot of what it finds.
        await apache.KillAsync();
        await apache.StartAsync(Cancellation);
        await apache.KillAsync();
        if (compression == "snappy")
        {
            Assert.Contains("Snappy", (await Assert.ThrowsAsync<NotSupportedException>(() => ImportAsync(apache))).Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_target));
            return;
        }
        Assert.EndsWith(".gz", (await ImportAsync(apache)).Snapshot, StringComparison.Ordinal);
        await using var server = await ZkServer.StartAsync(new() { DataPath = _target }, Cancellation);
        await using var reader = await RawClient.ConnectAsync(server.Port);
        Assert.Equal("data"u8.ToArray(), (await reader.GetAsync("/a")).Read<GetDataResponse>().Data);
    }

    // What the other sequence numbers, versions and sessions say that are to come.
    private static async Task CheckGoesOnAsync(int port, ConnectResponse owner)
    {
        await using var client = await RawClient.ConnectAsync(port, session: owner.SessionId, password: owner.Password);
        Assert.Equal(owner.SessionId, client.Session.SessionId);
        Assert.Equal("/kinds/next-0000000013", await client.CreateAsync("/kinds/next-", mode: CreateMode.PersistentSequential));
        Assert.Equal(2, (await client.SetAsync("/kinds", "third", version: 1)).Read<Stat>().Version);
        await client.CallAsync(OpCode.CloseSession);
        await using var other = await RawClient.ConnectAsync(port);
        Assert.Equal(ErrorCode.NoNode, (await other.ExistsAsync("/e")).Error);
    }

    private async Task<ZkDataImport> ImportAsync(ApacheServer apache)
    {
        var imported = await ZkDataFolder.ImportAsync(apache.DataPath, null, _target, Cancellation);
        output.WriteLine($"{imported}");
        Assert.Empty(imported.Findings);
        return imported;
    }

    private static Task<ApacheServer> StartAsync(string name, params string[] flags)
    {
        if (ZooKeeperHome.All.FirstOrDefault(home => home.Name == name) is not { } home)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return null!;
        }
        return ApacheServer.StartAsync(home, new() { JavaFlags = flags, TickTime = Tick }, Cancellation);
    }
}
