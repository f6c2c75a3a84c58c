namespace FlinkZk.Server.Tests.Durable;

/// <summary>A folder that somebody has damaged.</summary>
public sealed class DamageAndRepairTests : IDisposable
{
    private const int Nodes = 20;

    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-damage-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Segment => Path.Combine(_path, "log.00000001");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Damage_refuses_the_start_with_its_place_and_repair_keeps_all_before_it()
    {
        await WriteAsync();
        var damaged = Damage("node-10");
        var before = Contents();

        var refused = await Assert.ThrowsAsync<DataDamagedException>(StartAsync);
        Assert.Equal(Segment, refused.File);
        Assert.InRange(refused.Offset, 1, damaged);
        // The session's is the first transaction, node-1's the second.
        Assert.Equal(11, refused.FirstZxid);
        Assert.Equal(1 + Nodes, refused.LastZxid);
        Assert.Contains($"{Segment}, offset {refused.Offset}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ZkDataFolder.Repair", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());

        var repair = ZkDataFolder.Repair(_path);
        Assert.Equal(10, repair.LastZxid);
        Assert.Equal(1 + Nodes, repair.LastLostZxid);
        Assert.Equal([Segment + ".broken"], repair.SetAside);
        Assert.Single(repair.Problems);

        await using var server = await ZkServer.StartAsync(new() { DataPath = _path }, Cancellation);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var left = await client.NamesAsync("/");
        Assert.Equal(Enumerable.Range(1, 9).Select(static i => $"node-{i}").Append("zookeeper"), left);
        Assert.Equal("/later", await client.CreateAsync("/later"));
    }

    [Fact]
    public async Task Repair_of_a_folder_that_is_whole_changes_nothing()
    {
        await WriteAsync();
        var before = Contents();

        var repair = ZkDataFolder.Repair(_path);

        Assert.Empty(repair.Problems);
        Assert.Null(repair.LastLostZxid);
        Assert.Equal(1 + Nodes, repair.LastZxid);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task Repair_is_refused_while_a_server_has_the_folder()
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = _path }, Cancellation);
        Assert.Contains("in use by another server", Assert.Throws<DataFolderException>(() => ZkDataFolder.Repair(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_beginning_that_is_missing_cannot_be_repaired()
    {
        await WriteAsync();
        await (await ZkServer.StartAsync(new() { DataPath = _path }, Cancellation)).StopAsync(Cancellation);
        File.Delete(Segment);

        await Assert.ThrowsAsync<DataDamagedException>(StartAsync);
        Assert.Throws<DataDamagedException>(() => ZkDataFolder.Repair(_path));
    }

    private Task<ZkServer> StartAsync() => ZkServer.StartAsync(new() { DataPath = _path }, Cancellation).AsTask();

    // One after the other, so that each is synced on its own.
    private async Task WriteAsync()
    {
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 1; i <= Nodes; i++)
            await client.CreateAsync($"/node-{i}");
    }

    private int Damage(string text)
    {
        var bytes = File.ReadAllBytes(Segment);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text));
        bytes[at] ^= 1;
        File.WriteAllBytes(Segment, bytes);
        return at;
    }

    private Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(_path).Where(static file => Path.GetFileName(file) != "lock").ToDictionary(static file => file, static file => Convert.ToHexString(File.ReadAllBytes(file)));
}
