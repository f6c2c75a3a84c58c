using FlinkZk.Server.Tests.Import;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Export;

/// <summary>The way back: a real server starts from what was exported, with the same tree, and goes on; and from there back again.</summary>
public sealed class ApacheExportTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15); // sessions of five minutes

    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-export-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_root, "data");

    private string BackUp => Path.Combine(_root, "backup");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_real_server_starts_from_it_and_goes_on_and_its_data_come_back(bool fromBackUp)
    {
        if (ZooKeeperHome.Newest is not { } home)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return;
        }
        var expected = await MakeAsync(fromBackUp);
        await using var apache = await ApacheServer.StartAsync(home, new() { TickTime = Tick }, Cancellation);
        await apache.KillAsync();
        Directory.Delete(apache.DataPath, recursive: true);

        var exported = await ZkDataFolder.ExportAsync(fromBackUp ? BackUp : Data, apache.DataPath, Cancellation);
        Assert.Equal((apache.DataPath, expected.Count, 1), (exported.Path, exported.Nodes, exported.Sessions));
        Assert.Contains(exported.Findings, static finding => finding.Contains("extendedTypesEnabled", StringComparison.Ordinal));
        Assert.Contains(exported.Findings, static finding => finding.Contains("cannot come back to one session", StringComparison.Ordinal));

        await apache.StartAsync(Cancellation);
        await using (var client = await RawClient.ConnectAsync(apache.Port))
        {
            TreeDump.AssertSame(expected, await TreeDump.ReadAsync(client));
            Assert.Equal("/kinds/seq-0000000008", await client.CreateAsync("/kinds/seq-", mode: CreateMode.PersistentSequential));
            Assert.Equal(2, (await client.SetAsync("/kinds", "third", version: 1)).Read<Stat>().Version);
        }
        // What the server wrote behind it is found again by itself, and by us.
        await apache.KillAsync();
        await apache.StartAsync(Cancellation);
        await using (var client = await RawClient.ConnectAsync(apache.Port))
            expected = await TreeDump.ReadAsync(client);
        await apache.KillAsync();
        var back = await ZkDataFolder.ImportAsync(apache.DataPath, null, Path.Combine(_root, "back"), Cancellation);
        Assert.Empty(back.Findings);
        await using var server = await ZkServer.StartAsync(new() { DataPath = back.Path, TickTime = Tick }, Cancellation);
        await using var reader = await RawClient.ConnectAsync(server.Port);
        TreeDump.AssertSame(expected, await TreeDump.ReadAsync(reader));
    }

    [Fact]
    public async Task A_real_server_without_extended_types_deletes_nodes_with_a_time_to_live_as_is_told()
    {
        if (ZooKeeperHome.Newest is not { } home)
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return;
        }
        await MakeAsync(backUp: false);
        await using var apache = await ApacheServer.StartAsync(home, new() { TickTime = Tick, JavaFlags = ["-Dzookeeper.extendedTypesEnabled=false"] }, Cancellation);
        await apache.KillAsync();
        Directory.Delete(apache.DataPath, recursive: true);
        var exported = await ZkDataFolder.ExportAsync(Data, apache.DataPath, Cancellation);
        Assert.Contains(exported.Findings, static finding => finding.Contains("One node has a time to live", StringComparison.Ordinal));
        await apache.StartAsync(Cancellation);
        await using var client = await RawClient.ConnectAsync(apache.Port);
        await Eventually.Async(async _ => (await client.ExistsAsync("/kinds/ttl")).Error == ErrorCode.NoNode, TimeSpan.FromSeconds(30), "the node is gone", Cancellation);
    }

    // All kinds of nodes, lists and data.
    private async Task<SortedDictionary<string, string>> MakeAsync(bool backUp)
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = Data, TickTime = Tick }, Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port, timeout: 300_000);
        await client.CreateAsync("/kinds", "first");
        await client.CallAsync(OpCode.Create2, new CreateRequest("/kinds/null", null, Acl.OpenUnsafe, CreateMode.Persistent));
        await client.CreateAsync("/kinds/grün", "日本");
        await client.CreateAsync("/kinds/acl", "x", acl: [new(Permissions.All, "digest", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="), new(Permissions.Read, "world", "anyone")]);
        await client.CreateAsync("/kinds/same-acl", "x", acl: [new(Permissions.All, "digest", "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="), new(Permissions.Read, "world", "anyone")]);
        await client.CallAsync(OpCode.SetAcl, new SetAclRequest("/kinds/acl", [new(Permissions.All, "ip", "127.0.0.0/8"), new(Permissions.Read | Permissions.Admin, "world", "anyone")], -1));
        await client.CallAsync(OpCode.CreateContainer, new CreateRequest("/kinds/container", [1], Acl.OpenUnsafe, CreateMode.Container));
        await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest("/kinds/ttl", [2], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, 10_000_000));
        await client.CreateAsync("/kinds/e", "mine", CreateMode.Ephemeral);
        await client.CreateAsync("/kinds/seq-", "1", CreateMode.PersistentSequential);
        await client.DeleteAsync("/kinds/seq-0000000007");
        await client.SetAsync("/kinds", "second");
        await client.CreateAsync("/zookeeper/quota/kinds");
        await client.CreateAsync("/zookeeper/quota/kinds/zookeeper_limits", "count=100,bytes=-1");
        await client.CreateAsync("/zookeeper/quota/kinds/zookeeper_stats", "count=0,bytes=0");
        await server.TakeSnapshotAsync();
        for (var i = 0; i < 300; i++)
            await client.CreateAsync($"/kinds/grün/{i}", new string('x', i));
        if (backUp)
            await server.BackUpAsync(BackUp, Cancellation);
        return await TreeDump.ReadAsync(client);
    }
}
