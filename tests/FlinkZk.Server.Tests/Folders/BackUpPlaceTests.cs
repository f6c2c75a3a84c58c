using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Import;

namespace FlinkZk.Server.Tests.Folders;

/// <summary>Where a back-up is put, other things lie, and others may be at work.</summary>
public sealed class BackUpPlaceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-place-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string BackUp => Path.Combine(_root, "b2");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_beside_it_stay_whatever_their_names_also_when_it_fails()
    {
        string[] names = ["b2.tmp", "b2.log.tmp", ".b2.tmp", "log.1", "snapshot.0", "b2.broken", "notes.txt"];
        foreach (var name in names)
            await File.WriteAllTextAsync(Path.Combine(_root, name), "theirs", Cancellation);
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        await server.BackUpAsync(BackUp, Cancellation);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await server.BackUpAsync(BackUp + "-2", cancelled.Token));
        foreach (var name in names)
            Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Combine(_root, name), Cancellation));
        Assert.Equal(names.Length + 1, Directory.GetFileSystemEntries(_root).Length);
    }

    [Theory]
    [InlineData("b2")]
    [InlineData("backups/b2")]
    [InlineData("backups/2026/b2")]
    public async Task It_is_not_put_into_a_servers_folder_nor_anywhere_below(string name)
    {
        var data = Path.Combine(_root, "data");
        await using var server = await ZkServer.StartAsync(new() { DataPath = data }, Cancellation);
        var refused = await Assert.ThrowsAsync<DataFolderException>(async () => await server.BackUpAsync(Path.Combine(data, name), Cancellation));
        Assert.Equal((DataFolderProblem.DataFolder, data), (refused.Problem, refused.Path));
        Directory.CreateSymbolicLink(Path.Combine(_root, "link"), data);
        refused = await Assert.ThrowsAsync<DataFolderException>(async () => await server.BackUpAsync(Path.Combine(_root, "link", name), Cancellation));
        Assert.Equal(DataFolderProblem.DataFolder, refused.Problem);
        Assert.False(Directory.Exists(Path.Combine(data, "backups")));
    }

    [Theory]
    [InlineData("ZKSN", true)]
    [InlineData("mine", false)]
    public async Task A_packed_file_that_has_a_Java_servers_name_is_one_by_its_content(string content, bool isJava)
    {
        await using (var file = new System.IO.Compression.GZipStream(File.Create(Path.Combine(_root, "snapshot.20261128.gz")), System.IO.Compression.CompressionMode.Compress))
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(content), Cancellation);
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        if (isJava)
            await Assert.ThrowsAsync<DataFolderException>(async () => await server.BackUpAsync(BackUp, Cancellation));
        else
            await server.BackUpAsync(BackUp, Cancellation);
    }

    [Theory]
    [InlineData("precious")]
    [InlineData("nowhere")]
    public async Task A_link_in_its_place_is_not_followed(string target)
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "precious"), "theirs", Cancellation);
        File.CreateSymbolicLink(BackUp, target);
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        Assert.Equal(DataFolderProblem.FileExists, (await Assert.ThrowsAsync<DataFolderException>(async () => await server.BackUpAsync(BackUp, Cancellation))).Problem);
        Assert.Equal("theirs", await File.ReadAllTextAsync(Path.Combine(_root, "precious"), Cancellation));
        Assert.False(Path.Exists(Path.Combine(_root, "nowhere")));
    }

    [Fact]
    public void What_gets_its_name_while_it_is_written_is_not_replaced()
    {
        using var database = new Database();
        foreach (var put in (Action[])[() => File.WriteAllText(BackUp, "theirs"), () => File.CreateSymbolicLink(BackUp, "nowhere"), () => Directory.CreateDirectory(BackUp)])
            for (var at = 1; ; at++)
            {
                var disk = new FailingDisk(new FileDisk(_root), at, () =>
                {
                    if (!Path.Exists(BackUp))
                        put();
                });
                try
                {
                    BackUpFile.Write(disk, "b2", database, Cancellation);
                    BackUpFile.Read(new FileDisk(_root), "b2", database, Cancellation);
                    File.Delete(BackUp);
                    if (disk.Operations < at)
                        break;
                }
                catch (Exception e) when (e is DataFolderException { Problem: DataFolderProblem.FileExists } || e is IOException && File.Exists(BackUp))
                {
                    Assert.Equal([BackUp], Directory.GetFileSystemEntries(_root));
                    if (Directory.Exists(BackUp))
                        Directory.Delete(BackUp);
                    else
                        File.Delete(BackUp);
                }
            }
    }

    [Fact]
    public async Task Of_three_at_once_to_one_name_one_is_whole_and_the_others_are_told_that_it_is_there()
    {
        await using var a = await ZkServer.StartAsync(new(), Cancellation);
        await using var b = await ZkServer.StartAsync(new(), Cancellation);
        await using var c = await ZkServer.StartAsync(new(), Cancellation);
        for (var round = 0; round < 40; round++)
        {
            var attempts = new[] { a, b, c }.Select(server => Task.Run(async () => await server.BackUpAsync(BackUp, Cancellation))).ToList();
            await Task.WhenAll(attempts.Select(static attempt => attempt.ContinueWith(static _ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default)));
            Assert.Equal(1, attempts.Count(static attempt => attempt.IsCompletedSuccessfully));
            Assert.All(attempts.Where(static attempt => attempt.IsFaulted), static attempt => Assert.Contains("exists already", attempt.Exception!.InnerException!.Message, StringComparison.Ordinal));
            Assert.Equal([BackUp], Directory.GetFileSystemEntries(_root));
            await ZkDataFolder.RestoreAsync(BackUp, Path.Combine(_root, "restored"), Cancellation);
            Directory.Delete(Path.Combine(_root, "restored"), recursive: true);
            File.Delete(BackUp);
        }
    }

    [Theory]
    [InlineData("log.00000003")]
    [InlineData("backup")]
    public async Task A_servers_folder_is_no_place_for_it(string name)
    {
        var data = Path.Combine(_root, "data");
        await using (var server = await ZkServer.StartAsync(new() { DataPath = data }, Cancellation))
        {
            await RefusedAsync(async () => await server.BackUpAsync(Path.Combine(data, name), Cancellation));
            File.CreateSymbolicLink(Path.Combine(_root, "link"), data);
            await RefusedAsync(async () => await server.BackUpAsync(Path.Combine(_root, "link", name), Cancellation));
        }
        await RefusedAsync(async () => await ZkDataFolder.BackUpAsync(data, Path.Combine(data, name), Cancellation));
        using var java = new JavaData();
        java.AddLog(1, JavaData.Create(1, "/a", 1));
        await RefusedAsync(async () => await ZkDataFolder.BackUpAsync(data, Path.Combine(java.Root, name), Cancellation));
        await RefusedAsync(async () => await ZkDataFolder.BackUpAsync(data, Path.Combine(java.Folder, name), Cancellation));
        await using var again = await ZkServer.StartAsync(new() { DataPath = data }, Cancellation);

        static async Task RefusedAsync(Func<Task> attempt) => Assert.Equal(DataFolderProblem.DataFolder, (await Assert.ThrowsAsync<DataFolderException>(attempt)).Problem);
    }

    [Fact]
    public async Task What_one_left_that_was_killed_is_told_by_the_next_and_stays()
    {
        var (left, folder) = (NewFolder.RandomName(), NewFolder.RandomName());
        await File.WriteAllTextAsync(Path.Combine(_root, left), "half", Cancellation);
        Directory.CreateDirectory(Path.Combine(_root, folder));
        await File.WriteAllTextAsync(Path.Combine(_root, folder, "snapshot.00000001"), "half a one", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_root, ".flinkzk-notes.tmp"), "theirs", Cancellation);
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        var finding = Assert.Single((await server.BackUpAsync(BackUp, Cancellation)).Findings);
        Assert.Contains(left, finding, StringComparison.Ordinal);
        Assert.Contains(folder, finding, StringComparison.Ordinal);
        Assert.Contains("(14 bytes)", finding, StringComparison.Ordinal);
        Assert.DoesNotContain("notes", finding, StringComparison.Ordinal);
        Assert.Equal([finding], (await ZkDataFolder.RestoreAsync(BackUp, Path.Combine(_root, "restored"), Cancellation)).Findings);
        Assert.True(File.Exists(Path.Combine(_root, left)) && Directory.Exists(Path.Combine(_root, folder)));

        File.Delete(Path.Combine(_root, left));
        Directory.Delete(Path.Combine(_root, folder), recursive: true);
        Assert.Empty((await server.BackUpAsync(BackUp + "-2", Cancellation)).Findings);
    }

    [Fact]
    public async Task Folders_that_were_made_for_one_that_fails_are_taken_back_and_no_others()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancellation);
        Directory.CreateDirectory(Path.Combine(_root, "there"));
        var before = FolderTree.Of(_root);
        await Assert.ThrowsAnyAsync<Exception>(async () => await server.BackUpAsync(Path.Combine(_root, "there", "a", "b", new string('x', 300)), Cancellation));
        Assert.Equal(before, FolderTree.Of(_root));
    }
}
