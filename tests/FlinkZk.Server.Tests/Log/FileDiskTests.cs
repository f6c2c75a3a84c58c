using System.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server.Tests.Log;

/// <summary>The same on a directory of this machine.</summary>
public sealed class FileDiskTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "flinkzk-log-" + Guid.NewGuid().ToString("n"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_directory_belongs_to_one_server()
    {
        using (FolderGuard.Start(_path))
            Assert.Equal(DataFolderProblem.InUse, Assert.Throws<DataFolderException>(() => FolderGuard.Start(_path)).Problem);

        using var again = FolderGuard.Start(_path);
        Assert.Empty(again.Disk.List());
    }

    [Fact]
    public void Segments_rotate_snapshots_are_taken_and_restarts_find_everything()
    {
        using var folder = FolderGuard.Start(_path);
        var disk = folder.Disk;
        for (var start = 0; start < 3; start++)
        {
            var model = new LogModel(disk, LogModel.Small);
            model.Start();
            Assert.Equal(start * 30, model.Acknowledged);
            for (var i = 0; i < 15; i++)
            {
                model.Append(2);
                model.Writer.TryMakeRoom();
                if (i == 7)
                    model.TakeSnapshot(meanwhile: 0);
            }
            model.Stop();
        }
        Assert.True(disk.List().Count > 4);
    }

    [Fact]
    public void A_running_segment_has_its_length_from_the_start_and_gives_it_back_at_the_end()
    {
        using var folder = FolderGuard.Start(_path);
        var disk = folder.Disk;
        var options = new LogOptions { SegmentSize = 1024 * 1024 };
        var model = new LogModel(disk, options);
        model.Start();
        model.Append(1);
        var file = new FileInfo(disk.PathOf(LogFiles.Segment(1)));
        Assert.Equal(LogOptions.Reserve(options.SegmentSize), file.Length);

        model.Stop();
        file.Refresh();
        Assert.Equal(LogOptions.SectorSize + RecordHeader.Size, file.Length);
    }

    [Fact]
    public void A_reservation_that_cannot_be_had_is_a_full_disk()
    {
        using var folder = FolderGuard.Start(_path);
        var disk = folder.Disk;
        if (OperatingSystem.IsMacOS())
            Assert.Skip("APFS reserves what it does not have.");

        Assert.Throws<DiskFullException>(() => disk.Create("log.00000001.tmp", new DriveInfo(_path).TotalSize * 2));
        Assert.Empty(disk.List());
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_process_that_is_killed()
    {
        for (var round = 0; round < 3; round++)
        {
            using var child = LogWriterProcess.Start(_path);
            var acknowledged = 0L;
            while (acknowledged < (round + 1) * 300 && await child.StandardOutput.ReadLineAsync(Cancellation) is { } line)
                acknowledged = long.Parse(line, System.Globalization.CultureInfo.InvariantCulture);
            child.Kill();
            await child.WaitForExitAsync(Cancellation);
            // What it said before it died, too.
            while (await child.StandardOutput.ReadLineAsync(Cancellation) is { } line && long.TryParse(line, out var zxid))
                acknowledged = zxid;

            using var folder = FolderGuard.Start(_path);
            var disk = folder.Disk;
            var found = LogRecovery.Open(disk, LogWriterProcess.Options);
            LogModel.Verify(disk, found);
            Assert.True(found.LastZxid >= acknowledged && acknowledged >= (round + 1) * 300, $"{found.LastZxid} of {acknowledged}");
        }
    }

    [Fact]
    public async Task Appends_per_second_with_512_outstanding()
    {
        const int Outstanding = 512;
        const int Total = 60_000;
        using var folder = FolderGuard.Start(_path);
        var disk = folder.Disk;
        using var free = new SemaphoreSlim(Outstanding);
        GroupCommit<TestBatch>? log = null;
        var batches = 0;
        log = new(LogRecovery.Open(disk, new()).Resume(), [new(), new(), new()], batch =>
        {
            var requests = batch.Requests;
            batch.Clear();
            Volatile.Read(ref log)!.Recycle(batch);
            batches++;
            free.Release(requests);
        });
        var payload = new byte[1024];
        var started = Stopwatch.GetTimestamp();
        for (var zxid = 1L; zxid <= Total;)
        {
            await free.WaitAsync(Cancellation);
            var batch = await log.RentAsync(Cancellation);
            do
                batch.Add(zxid++, payload);
            while (zxid <= Total && !ILogBatch.IsFull(batch) && free.Wait(0, Cancellation));
            log.Return(batch);
        }
        await log.DisposeAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{Total / seconds:n0} durable appends of 1 KiB a second, {seconds * 1e3 / batches:n2} ms a batch of {Total / batches}");
        Assert.Equal(Total, LogRecovery.Open(disk, new()).LastZxid);
    }
}
