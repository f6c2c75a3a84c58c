using System.Collections.Concurrent;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Log;

/// <summary>Group commit: what is durable, in which order, and what happens when the disk fails or is full.</summary>
public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly CrashDisk _disk = new();
    private readonly BlockingCollection<(long LastZxid, int Requests)> _durable = [];
    private readonly LogOptions _options;
    private readonly GroupCommit<TestBatch> _log;
    private long _zxid;

    public GroupCommitTests()
    {
        _options = LogModel.Small with { TimeProvider = _time };
        _log = Open(_disk, _options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _log.DisposeAsync();

    [Fact]
    public async Task A_batch_is_told_to_be_durable_after_its_sync()
    {
        await AppendAsync(1);
        Next();

        Assert.Equal(1, LogRecovery.Open(_disk.Crash(CrashKind.EverythingLost, new(1)), _options).LastZxid);
    }

    [Fact]
    public async Task Batches_become_durable_in_the_order_of_their_transactions()
    {
        for (var i = 0; i < 200; i++)
            await AppendAsync(1 + (i % 3));

        var last = 0L;
        for (var requests = 0; requests < _zxid;)
        {
            var (lastZxid, count) = Next();
            Assert.Equal(last + count, lastZxid);
            (last, requests) = (lastZxid, requests + count);
        }
    }

    [Fact]
    public async Task A_disk_that_takes_a_second_for_a_batch_is_told_at_a_bounded_rate()
    {
        var (listener, disk) = (new LogListener(), new CrashDisk());
        await using var log = Open(disk, _options with { Events = new(listener.Hear, _time) });
        for (var round = 0; round < 30; round++)
        {
            await AppendAsync(log, 1);
            Next();
        }
        Assert.DoesNotContain(listener.Entries, static entry => entry.Event == ZkServerLogEvents.DiskSlow);

        disk.BeforeOperation = () => _time.Advance(TimeSpan.FromSeconds(1.5));
        await AppendAsync(log, 1);
        Next();
        var told = await listener.WaitForAsync(ZkServerLogEvents.DiskSlow);
        Assert.Equal(ZkServerLogLevel.Warning, told.Level);
        Assert.Matches(@"^The disk took \d{4} ms to make \d+ bytes safe: every write waited for that\.$", told.Message);

        for (var round = 0; round < 30; round++)
        {
            await AppendAsync(log, 1);
            Next();
        }
        var lines = listener.Entries.Where(static entry => entry.Event == ZkServerLogEvents.DiskSlow).ToList();
        Assert.InRange(lines.Count, 2, 29);
        Assert.Contains(lines, static line => line.Message.Contains("times more and was not told", StringComparison.Ordinal));
        Assert.Equal(31, log.SlowSyncs);
    }

    [Fact]
    public async Task Requests_that_come_while_the_disk_is_busy_share_one_sync()
    {
        var (busy, reached) = KeepBusy();
        await AppendAsync(1);
        Assert.True(reached.Wait(Deadline, Cancellation));
        for (var i = 0; i < 50; i++)
            await AppendAsync(1);
        busy.Set();

        Assert.Equal((1, 1), Next());
        Assert.Equal((51, 50), Next());
    }

    [Fact]
    public async Task A_full_batch_takes_no_more_until_the_log_has_taken_it()
    {
        var (busy, reached) = KeepBusy();
        await AppendAsync(1);
        Assert.True(reached.Wait(Deadline, Cancellation));
        await AppendAsync(ILogBatch.MostRequests);

        var waiting = _log.RentAsync(Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        busy.Set();
        var batch = await waiting.WaitAsync(Deadline, Cancellation);
        Assert.Equal(0, batch.Requests);
        _log.Return(batch);
    }

    [Fact]
    public async Task Reads_go_through_in_order_without_a_sync()
    {
        await AppendAsync(1);
        Next();
        var syncs = _disk.Syncs;
        var batch = await _log.RentAsync(Cancellation);
        batch.AddRead();
        _log.Return(batch);

        Assert.Equal((0, 1), Next());
        Assert.Equal(syncs, _disk.Syncs);
    }

    [Fact]
    public async Task After_a_failed_sync_nothing_is_durable_any_more_and_the_cause_is_told()
    {
        await AppendAsync(1);
        Next();
        await _log.RollAsync().WaitAsync(Deadline, Cancellation);
        _disk.FailAt = _disk.Operations + 2;
        await AppendAsync(1);

        var failure = await Assert.ThrowsAsync<LogFailedException>(() => _log.Completion.WaitAsync(Deadline, Cancellation));
        Assert.Contains("operation", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("/crash/log.", failure.Path, StringComparison.Ordinal);
        Assert.Same(failure, await Assert.ThrowsAsync<LogFailedException>(async () => await _log.RentAsync(Cancellation)));
        Assert.Same(failure, await Assert.ThrowsAsync<LogFailedException>(_log.RollAsync));
        Assert.False(_log.HasRoom);
        Assert.Empty(_durable);
    }

    [Fact]
    public async Task A_zxid_that_does_not_follow_is_never_logged()
    {
        _zxid = 5;
        await AppendAsync(1);

        var failure = await Assert.ThrowsAsync<LogFailedException>(() => _log.Completion.WaitAsync(Deadline, Cancellation));
        Assert.Contains("0x6", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_follows_the_end_is_marked_so_that_damage_to_the_last_batch_is_seen()
    {
        await AppendAsync(1);
        Next();
        await _log.MarkSnapshotAsync(new(1, 1, 0)).WaitAsync(Deadline, Cancellation);
        var syncs = _disk.Syncs;
        _time.Advance(_options.MarkAfter);
        await WaitAsync(() => _disk.Syncs > syncs);

        var disk = _disk.Copy();
        disk.Damage(LogFiles.Segment(1), bytes => bytes.AsSpan(SegmentHeader.Size, 400).Clear());
        Assert.Equal(1, Assert.Throws<LogDamagedException>(() => LogRecovery.Open(disk, _options)).FirstAtRisk);
    }

    [Fact]
    public async Task On_a_full_disk_writes_can_be_refused_in_time_and_go_on_once_there_is_room()
    {
        await AppendAsync(1);
        Next();
        await WaitAsync(() => _disk.List().Contains("log.00000002.tmp"));
        _disk.Capacity = 0;
        await _log.RollAsync().WaitAsync(Deadline, Cancellation);
        while (_log.HasRoom)
        {
            await AppendAsync(1);
            Next();
            await _log.MarkSnapshotAsync(new(1, 1, 0)).WaitAsync(Deadline, Cancellation);
        }

        // What was on its way still fits.
        await AppendAsync(2);
        Next();
        _disk.Capacity = long.MaxValue;
        _time.Advance(_options.SpaceRetry);
        await WaitAsync(() => _log.HasRoom);
        for (var i = 0; i < 20; i++)
            await AppendAsync(1);
        await _log.DisposeAsync();
        Assert.Equal(_zxid, LogModel.Recover(_disk.Copy(), _options));
    }

    [Fact]
    public async Task A_batch_larger_than_a_segment_gets_one_of_its_own()
    {
        await AppendAsync(100);
        Next();
        await _log.DisposeAsync();

        Assert.Equal(100, LogModel.Recover(_disk.Copy(), _options));
    }

    [Fact]
    public async Task Closing_lets_everything_through_that_was_returned()
    {
        for (var i = 0; i < 10; i++)
            await AppendAsync(1);
        await _log.DisposeAsync();

        Assert.Equal(10, _durable.Sum(static batch => batch.Requests));
        Assert.True(_log.Completion.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _log.RentAsync(Cancellation));
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_filler_that_never_comes_back()
    {
        await AppendAsync(1);
        Next();
        (await _log.RentAsync(Cancellation)).Add(2, LogModel.Payload(2));

        await _log.DisposeAsync().AsTask().WaitAsync(Deadline, Cancellation);

        Assert.Equal(1, LogModel.Recover(_disk.Copy(), _options));
    }

    [Fact]
    public async Task A_snapshot_is_taken_while_transactions_go_on_and_old_segments_go()
    {
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 10; i++)
                await AppendAsync(1);
            await WaitAsync(() => _durable.Sum(static batch => batch.Requests) == _zxid);
            var applied = _zxid;
            var snapshot = await SnapshotFile.TakeAsync(_disk, _log.RollAsync, _log.MarkSnapshotAsync, () => applied, content =>
            {
                for (var zxid = 1L; zxid <= applied; zxid++)
                    content.Write(LogModel.Payload(zxid));
            });
            SnapshotRetention.Prune(_disk, _options.SnapshotsKept);
            Assert.Equal(applied, snapshot!.StartZxid);
            Assert.Null(await SnapshotFile.TakeAsync(_disk, _log.RollAsync, _log.MarkSnapshotAsync, () => applied, static _ => { }));
        }
        await _log.DisposeAsync();

        Assert.Equal([40, 30], LogFiles.Snapshots(_disk.List()));
        Assert.True(LogFiles.Segments(_disk.List())[0] > 1);
        Assert.Equal(40, LogModel.Recover(_disk.Copy(), _options));
    }

    [Fact]
    public void A_snapshot_for_which_there_is_no_space_leaves_nothing_behind()
    {
        var disk = new CrashDisk { Capacity = 100_000 };

        Assert.Throws<DiskFullException>(() => SnapshotFile.Write(disk, 1, static content => content.Write(new byte[200_000]), static () => 1));
        Assert.Empty(disk.List());
    }

    private GroupCommit<TestBatch> Open(CrashDisk disk, LogOptions options)
    {
        GroupCommit<TestBatch>? log = null;
        log = new(LogRecovery.Open(disk, options).Resume(), [new(), new(), new()], batch =>
        {
            var told = (batch.LastZxid, batch.Requests);
            batch.Clear();
            Volatile.Read(ref log)!.Recycle(batch);
            _durable.Add(told);
        });
        return log;
    }

    // The disk is reached, and does not go on until it is no longer busy.
    private (ManualResetEventSlim Busy, ManualResetEventSlim Reached) KeepBusy()
    {
        var (busy, reached) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        _disk.BeforeOperation = () =>
        {
            reached.Set();
            busy.Wait(Deadline);
        };
        return (busy, reached);
    }

    private Task AppendAsync(int transactions) => AppendAsync(_log, transactions);

    private async Task AppendAsync(GroupCommit<TestBatch> log, int transactions)
    {
        var batch = await log.RentAsync(Cancellation).AsTask().WaitAsync(Deadline, Cancellation);
        for (var i = 0; i < transactions; i++)
            batch.Add(++_zxid, LogModel.Payload(_zxid));
        log.Return(batch);
    }

    private (long LastZxid, int Requests) Next()
    {
        Assert.True(_durable.TryTake(out var batch, (int)Deadline.TotalMilliseconds, Cancellation), "Nothing became durable.");
        return batch;
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
            await Task.Delay(1, deadline.Token);
    }
}
