using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server.Tests.Folders;

/// <summary>A folder is made whole, or it is as if nothing had been tried.</summary>
public sealed class NewFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flinkzk-new-").FullName;
    private readonly Database _database = new() { LastZxid = 7 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_root, "some", "where", "data");

    private string BackUp => Path.Combine(_root, "backup");

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_disk_that_fails_at_any_write_leaves_what_was_there_before(bool exists) => AtEachOperation(exists, static _ => throw new IOException("The disk failed."));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_disk_that_is_full_at_any_write_leaves_what_was_there_before(bool exists) => AtEachOperation(exists, static _ => throw new DiskFullException("/"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_cancelled_at_any_write_leaves_what_was_there_before(bool exists) => AtEachOperation(exists, static cancel =>
    {
        cancel.Cancel();
        cancel.Token.ThrowIfCancellationRequested();
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_somebody_puts_there_meanwhile_is_theirs_and_stays(bool exists)
    {
        Prepare(exists);
        foreach (var name in (string[])["notes.txt", LogFiles.Segment(1), LogFiles.Snapshot(7)])
        {
            using (var folder = NewFolder.Begin(Target, []))
            {
                StateFiles.Write(folder.Disk, _database, Cancellation);
                Directory.CreateDirectory(Target);
                File.WriteAllText(Path.Combine(Target, name), "theirs");
                if (exists && name == "notes.txt")
                    folder.Complete(); // beside it, as it came after the folder was ours
                else
                    Assert.Equal(DataFolderProblem.NotEmpty, Assert.Throws<DataFolderException>(folder.Complete).Problem);
            }
            Assert.Equal("theirs", File.ReadAllText(Path.Combine(Target, name)));
            if (!exists || name != "notes.txt")
                Assert.Equal([name], new FileDisk(Target).List());
            Directory.Delete(Target, recursive: true);
            Prepare(exists);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_four_restores_at_once_one_makes_the_folder_and_the_others_touch_nothing(bool exists)
    {
        await using (var server = await ZkServer.StartAsync(new(), Cancellation))
            await server.BackUpAsync(BackUp, Cancellation);
        for (var round = 0; round < 60; round++)
        {
            Prepare(exists);
            var attempts = Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await ZkDataFolder.RestoreAsync(BackUp, Target, Cancellation))).ToList();
            await Task.WhenAll(attempts.Select(static attempt => attempt.ContinueWith(static _ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default)));
            Assert.Equal(1, attempts.Count(static attempt => attempt.IsCompletedSuccessfully));
            Assert.All(attempts.Where(static attempt => attempt.IsFaulted), static attempt => Assert.IsType<DataFolderException>(attempt.Exception!.InnerException));
            Assert.Equal([LogFiles.Segment(1), LogFiles.Snapshot(0)], new FileDisk(Target).List().Order(StringComparer.Ordinal));
            using (var folder = FolderGuard.Take(Target))
                Assert.Equal(0, LogRecovery.Open(folder.Disk, new()).LastZxid);
            Directory.Delete(Path.Combine(_root, "some"), recursive: true);
        }
        Assert.Equal([BackUp], Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void A_crash_at_any_write_leaves_no_folder_that_a_server_would_start_from()
    {
        // What a kill leaves: nothing is taken back. The folder has its name only when it is whole.
        for (var at = 1; ; at++)
        {
            var (died, folder) = (false, NewFolder.Begin(Target, [], path => new FailingDisk(new FileDisk(path), at, static () => throw new InvalidOperationException("killed"))));
            try
            {
                StateFiles.Write(folder.Disk, _database, Cancellation);
                folder.Complete();
            }
            catch (Exception e) when (e is InvalidOperationException or LogFailedException)
            {
                died = true;
            }
            Assert.Equal(!died, Directory.Exists(Target));
            if (!died)
                break;
            Directory.Delete(Path.Combine(_root, "some"), recursive: true);
        }
    }

    private void AtEachOperation(bool exists, Action<CancellationTokenSource> happens)
    {
        for (var at = 1; ; at++)
        {
            using var cancel = new CancellationTokenSource();
            Prepare(exists);
            File.WriteAllText(Path.Combine(_root, "log.application"), "theirs");
            var before = FolderTree.Of(_root);
            FailingDisk? disk = null;
            var failed = false;
            try
            {
                using var folder = NewFolder.Begin(Target, [], path => disk = new FailingDisk(new FileDisk(path), at, () => happens(cancel)));
                StateFiles.Write(folder.Disk, _database, cancel.Token);
                folder.Complete();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                failed = true;
            }
            if (!failed)
            {
                Assert.True(at > 10 && disk!.Operations < at);
                return;
            }
            // The lock of a folder that is there stays with it.
            if (exists)
                File.Delete(Path.Combine(Target, LogFiles.Lock));
            Assert.Equal(before, FolderTree.Of(_root));
        }
    }

    private void Prepare(bool exists)
    {
        if (exists)
            Directory.CreateDirectory(Target);
    }
}
