using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>Which snapshot a start goes on from, and when it refuses to. Forty transactions are acknowledged, one a batch.</summary>
public sealed class SnapshotRecoveryTests
{
    private const int Acknowledged = 40;
    private static readonly LogOptions OneSegment = new() { SegmentSize = 8192, SpaceReserve = 256 };

    [Fact]
    public void A_snapshot_that_the_log_does_not_know_is_set_aside_and_gone_after_the_next_start()
    {
        var disk = Stopped(OneSegment);
        SnapshotFile.Write(disk, 20, static content => content.Write("foreign"u8), static () => 20);

        var found = LogRecovery.Open(disk, OneSegment);
        Assert.Null(found.Snapshot);
        found.Resume().Dispose();
        Assert.Contains(LogFiles.Snapshot(20) + LogFiles.Unlogged, disk.List());

        Assert.Equal(Acknowledged, LogModel.Recover(disk, OneSegment));
        Assert.DoesNotContain(disk.List(), LogFiles.IsUnlogged);
    }

    [Fact]
    public void A_snapshot_newer_than_the_log_is_refused_because_the_log_may_have_lost_its_end()
    {
        var disk = Stopped(OneSegment);
        SnapshotFile.Write(disk, 99, static content => content.Write("from where?"u8), static () => 100);

        var refused = Refused(disk, OneSegment);

        Assert.Equal(disk.PathOf(LogFiles.Snapshot(99)), refused.Path);
        Assert.Equal((Acknowledged + 1, 100), (refused.FirstAtRisk, refused.LastAtRisk));
    }

    [Fact]
    public void A_snapshot_with_a_bad_seal_is_set_aside_and_an_older_one_used()
    {
        var model = Started(LogModel.Small);
        model.TakeSnapshot();
        model.Append(10);
        model.TakeSnapshot(meanwhile: 2);
        model.Append(3);
        model.Stop();
        var newest = LogFiles.Snapshot(Acknowledged + 10);
        model.Disk.Damage(newest, static bytes => bytes[100] ^= 1);

        var found = LogRecovery.Open(model.Disk, LogModel.Small);
        Assert.Equal(Acknowledged, found.Snapshot!.StartZxid);
        Assert.Contains("seal is bad", Assert.Single(found.Findings), StringComparison.Ordinal);
        Assert.Equal(Acknowledged + 15, LogModel.Recover(model.Disk, LogModel.Small));

        Assert.Contains(newest + LogFiles.Broken, model.Disk.List());
    }

    [Fact]
    public void Without_any_good_snapshot_a_log_that_does_not_begin_at_the_first_transaction_is_refused()
    {
        var disk = new CrashDisk();
        new LogModel(disk, LogModel.Small).RunScript();
        var snapshots = LogFiles.Snapshots(disk.List());
        Assert.Equal(2, snapshots.Count);
        foreach (var zxid in snapshots)
            disk.Damage(LogFiles.Snapshot(zxid), static bytes => bytes[^9] ^= 1);

        var names = disk.List();
        Assert.Equal(1, Refused(disk, LogModel.Small).FirstAtRisk);
        Assert.Equal(names, disk.List());
    }

    [Fact]
    public void Snapshots_without_any_log_are_refused()
    {
        var disk = new CrashDisk();
        SnapshotFile.Write(disk, 5, static content => content.Write("state"u8), static () => 5);

        Assert.Contains("no log", Refused(disk, OneSegment).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_begins_after_the_snapshots_start_and_tells_its_end()
    {
        var model = Started(LogModel.Small);
        model.TakeSnapshot(meanwhile: 3);
        model.Append(1);

        var found = LogRecovery.Open(model.Disk, LogModel.Small);
        var replayed = new List<long>();
        found.Replay((zxid, _) => replayed.Add(zxid));

        Assert.Equal((Acknowledged, Acknowledged + 3), (found.Snapshot!.StartZxid, found.Snapshot.EndZxid));
        Assert.Equal([41, 42, 43, 44], replayed);
    }

    [Fact]
    public void A_log_may_begin_after_a_snapshot_that_was_brought_from_elsewhere()
    {
        var disk = new CrashDisk();
        var snapshot = SnapshotFile.Write(
            disk,
            20,
            static content =>
            {
                for (var zxid = 1; zxid <= 20; zxid++)
                    content.Write(LogModel.Payload(zxid));
            },
            static () => 20);
        using (var writer = LogWriter.Begin(disk, OneSegment, number: 1, previousZxid: 20))
        {
            writer.Append(snapshot.Mark);
            writer.Close();
        }

        Assert.Equal(20, LogModel.Recover(disk, OneSegment));
        Assert.Equal(22, LogModel.Recover(disk, OneSegment));
    }

    [Fact]
    public void Restarts_without_a_write_keep_the_snapshot_eligible()
    {
        var model = Started(LogModel.Small);
        model.TakeSnapshot();
        model.Stop();
        for (var i = 0; i < 5; i++)
        {
            model.Start();
            model.Stop();
        }

        Assert.Equal(Acknowledged, LogRecovery.Open(model.Disk, LogModel.Small).Snapshot!.StartZxid);
    }

    [Fact]
    public void Deleting_keeps_two_snapshots_and_all_that_came_after_the_older()
    {
        var model = Started(LogModel.Small);
        for (var i = 0; i < 5; i++)
        {
            model.Append(10);
            model.TakeSnapshot();
        }

        Assert.Equal([90, 80], LogFiles.Snapshots(model.Disk.List()));
        var oldest = SegmentFile.FindAll(model.Disk)[0];
        Assert.InRange(oldest.PreviousZxid, 60, 79);
    }

    private static LogDamagedException Refused(CrashDisk disk, LogOptions options) => Assert.Throws<LogDamagedException>(() => LogRecovery.Open(disk, options));

    private static LogModel Started(LogOptions options)
    {
        var model = new LogModel(new CrashDisk(), options);
        model.Start();
        for (var i = 0; i < Acknowledged; i++)
            model.Append(1);
        return model;
    }

    private static CrashDisk Stopped(LogOptions options)
    {
        var model = Started(options);
        model.Stop();
        return model.Disk;
    }
}
