using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Folders;
using FlinkZk.Server.Tests.Import;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Export;

/// <summary>What is exported, and what is refused.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-export-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_root, "data");

    private string Java => Path.Combine(_root, "java");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_is_exported_is_read_by_the_import_with_the_same_tree_and_no_finding()
    {
        SortedDictionary<string, string> expected;
        await using (var server = await ZkServer.StartAsync(new() { DataPath = Data }, Cancellation))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            var xids = new List<int>();
            for (var i = 0; i < 2500; i++)
                xids.Add(await client.SendRequestAsync(OpCode.Create2, new CreateRequest($"/{i}", new byte[i], i % 3 == 0 ? Acl.ReadUnsafe : Acl.OpenUnsafe, CreateMode.Persistent)));
            foreach (var xid in xids)
                await client.ReadReplyAsync(xid);
            await client.CreateAsync("/last");
            expected = await TreeDump.ReadAsync(client);
        }
        await ZkDataFolder.ExportAsync(Data, Java, Cancellation);
        var imported = await ZkDataFolder.ImportAsync(Java, null, Path.Combine(_root, "back"), Cancellation);
        Assert.Empty(imported.Findings);
        await using var again = await ZkServer.StartAsync(new() { DataPath = imported.Path }, Cancellation);
        await using var reader = await RawClient.ConnectAsync(again.Port);
        TreeDump.AssertSame(expected, await TreeDump.ReadAsync(reader));
    }

    [Fact]
    public async Task A_server_in_use_a_strangers_folder_and_a_target_that_is_not_empty_are_refused()
    {
        await using (await ZkServer.StartAsync(new() { DataPath = Data }, Cancellation))
            await RefusedAsync(DataFolderProblem.InUse, Data, Java);
        await RefusedAsync(DataFolderProblem.Overlap, Data, Path.Combine(Data, "java"));
        await RefusedAsync(DataFolderProblem.NotEmpty, Data, _root);
        Directory.CreateDirectory(Java);
        await RefusedAsync(DataFolderProblem.NotOurs, Java, Java + "2");
        await ZkDataFolder.ExportAsync(Data, Java, Cancellation);
        await RefusedAsync(DataFolderProblem.NotEmpty, Data, Java);
        await RefusedAsync(DataFolderProblem.JavaData, Java, Java + "2");
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await ZkDataFolder.ExportAsync(Data + "2", Java + "2", Cancellation));
        Assert.False(Directory.Exists(Java + "2"));

        async Task RefusedAsync(DataFolderProblem problem, string source, string target)
        {
            var before = FolderTree.Of(_root);
            Assert.Equal(problem, (await Assert.ThrowsAsync<DataFolderException>(async () => await ZkDataFolder.ExportAsync(source, target, Cancellation))).Problem);
            Assert.Equal(before, FolderTree.Of(_root));
        }
    }

    [Fact]
    public void A_disk_that_fails_at_any_write_leaves_nothing()
    {
        using var database = new Database();
        for (var at = 1; ; at++)
        {
            FailingDisk? disk = null;
            try
            {
                using var folder = NewFolder.Begin(Path.Combine(Java, "version-2"), [], path => disk = new FailingDisk(new FileDisk(path), at, static () => throw new IOException("The disk failed.")));
                JavaExport.Write(folder.Disk, database, Cancellation);
                folder.Complete();
                Assert.True(at > 4 && disk!.Operations < at);
                return;
            }
            catch (IOException)
            {
                Assert.Empty(Directory.GetFileSystemEntries(_root));
            }
        }
    }

    [Fact]
    public void Nodes_that_a_Java_server_may_not_load_are_told_with_what_it_needs()
    {
        using var database = new Database();
        Assert.Empty(JavaExport.Findings(database));
        new StateChanges(database).Create("/large"u8, new byte[3_000_000], false, Acl.OpenUnsafe, 0, 1, new TxnHeader(1, 0, 1, 0, OpCode.Create));
        Assert.Contains("-Djute.maxbuffer=3065536", Assert.Single(JavaExport.Findings(database)), StringComparison.Ordinal);
    }
}
