using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Wire;

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
        Assert.Contains("by a repair", refused.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_snapshot_alone_is_gone_on_from_and_what_may_be_lost_is_told(bool newestIsWhole)
    {
        await using (var server = await StartAsync())
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/older");
            await server.TakeSnapshotAsync();
            await client.CreateAsync("/newer");
            await client.CreateAsync("/e", mode: CreateMode.Ephemeral);
            await server.TakeSnapshotAsync();
            await client.CreateAsync("/last");
        }
        foreach (var log in Directory.GetFiles(_path, "log.*"))
            File.Delete(log);
        var newest = Path.Combine(_path, "snapshot.0000000000000004");
        if (!newestIsWhole)
            DamageAt(newest, 100);
        var refused = await Assert.ThrowsAsync<DataDamagedException>(StartAsync);
        Assert.Contains("by a repair", refused.Message, StringComparison.Ordinal);

        var repair = ZkDataFolder.Repair(_path);
        Assert.Equal(newestIsWhole ? 4 : 2, repair.LastZxid);
        Assert.Contains(repair.Problems, problem => problem.Contains($"everything up to 0x{repair.LastZxid:x}; what came after it, if anything did, is lost", StringComparison.Ordinal));
        Assert.Equal(newestIsWhole ? [] : [newest + ".broken"], repair.SetAside);
        await using var again = await StartAsync();
        Assert.Empty(again.Recovery!.Findings);
        await using var reader = await RawClient.ConnectAsync(again.Port);
        Assert.Equal(newestIsWhole ? ["e", "newer", "older", "zookeeper"] : ["older", "zookeeper"], await reader.NamesAsync("/"));
        await reader.CreateAsync("/on");
    }

    [Fact]
    public async Task Of_a_snapshot_that_was_taken_while_clients_wrote_a_consistent_state_is_made()
    {
        await WriteAsync();
        using (var folder = FolderGuard.Take(_path))
        {
            using var database = new Database { LastZxid = 10 };
            var changes = new StateChanges(database);
            var (header, later) = (new TxnHeader(1, 0, 12, 0, OpCode.Create), new TxnHeader(1, 0, 13, 0, OpCode.Create));
            // As if the parent had been written before they came: its counters do not know them, and the session of one is not known.
            var parent = changes.Create("/parent"u8, [], false, Acl.OpenUnsafe, 0, 1, header with { Zxid = 5 })!;
            changes.Create("/parent/n-0000000007"u8, [], false, Acl.OpenUnsafe, 0, 8, header);
            changes.Create("/parent/e"u8, [], false, Acl.OpenUnsafe, 0x77, 9, later);
            (parent.EnsureBranch().Creates, parent.EnsureBranch().Pzxid) = (7, 9);
            foreach (var name in folder.Disk.List())
                folder.Disk.Delete(name);
            SnapshotFile.Write(folder.Disk, 10, content => new StateWriter(database, content).Write(Cancellation), static () => 14);
        }
        var repair = ZkDataFolder.Repair(_path);
        Assert.Equal(14, repair.LastZxid);
        Assert.Contains("some of what came up to 0xe", repair.Problems[^1], StringComparison.Ordinal);
        await using var server = await StartAsync();
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.Equal(["n-0000000007"], await client.NamesAsync("/parent"));
        Assert.Equal(0, server.Statistics.Ephemerals);
        Assert.Equal("/parent/n-0000000009", await client.CreateAsync("/parent/n-", mode: CreateMode.PersistentSequential));
    }

    [Fact]
    public async Task A_log_whose_beginning_is_gone_is_set_aside_for_the_newest_whole_snapshot()
    {
        await WriteAsync();
        await using (var server = await StartAsync())
        {
            await server.TakeSnapshotAsync();
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/after");
        }
        var logs = Directory.GetFiles(_path, "log.*").Order(StringComparer.Ordinal).ToArray();
        foreach (var log in logs[..^1])
            File.Delete(log);
        DamageAt(logs[^1], 20);

        var repair = ZkDataFolder.Repair(_path);
        Assert.Equal([logs[^1] + ".broken"], repair.SetAside);
        await using var again = await StartAsync();
        Assert.Equal(1 + Nodes, again.Recovery!.Snapshot);
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

    private static void DamageAt(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
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
