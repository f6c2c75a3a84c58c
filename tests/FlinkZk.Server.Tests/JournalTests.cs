using FlinkZk.Server.Journal;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>The log: every acknowledged write comes back, or the start is refused; never a part of it.</summary>
public sealed class JournalTests
{
    private const int Writes = 16;

    [Fact]
    public async Task What_was_acknowledged_comes_back_over_many_starts()
    {
        var disk = new MemoryDisk();
        for (var run = 1; run <= 5; run++)
        {
            await using var log = new JournalHarness(disk);
            Assert.Equal(10 * (run - 1), log.Acknowledged);
            await log.WriteAsync(10);
        }
        Assert.Equal(50, JournalHarness.Recover(disk));
    }

    [Fact]
    public async Task A_torn_tail_is_dropped_and_said_and_the_log_goes_on()
    {
        var disk = await WrittenDiskAsync(snapshot: false);
        var last = disk.List().Where(name => SegmentHeader.NumberOf(name) is not null).Max()!;
        var segment = disk[last];
        var end = segment.AsSpan().LastIndexOfAnyExcept((byte)0) + 8 & ~7;
        "a write that did not come through"u8.CopyTo(segment.AsSpan(end + 8));
        await using (var log = new JournalHarness(disk))
        {
            Assert.Equal(Writes, log.Acknowledged);
            Assert.True(log.Recovery.TornBytes > 0);
            await log.WriteAsync(5);
        }
        Assert.Equal(Writes + 5, JournalHarness.Recover(disk));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_cut_anywhere_is_refused_or_loses_nothing(bool snapshot)
    {
        var disk = await WrittenDiskAsync(snapshot);
        foreach (var name in disk.List())
            for (var length = 0; length < disk[name].Length; length++)
                Expect(disk, copy => copy[name] = copy[name][..length]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_flipped_bit_is_refused_or_loses_nothing(bool snapshot)
    {
        var disk = await WrittenDiskAsync(snapshot);
        foreach (var name in disk.List())
            for (var bit = 0; bit < disk[name].Length * 8; bit++)
                Expect(disk, copy => copy[name][bit / 8] ^= (byte)(1 << (bit % 8)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(512)]
    public async Task Any_zeroed_sector_is_refused_or_loses_nothing(int sector)
    {
        var disk = await WrittenDiskAsync(snapshot: true);
        foreach (var name in disk.List())
            for (var at = 0; at < disk[name].Length; at += sector)
                Expect(disk, copy => copy[name].AsSpan(at, Math.Min(sector, copy[name].Length - at)).Clear());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Any_missing_file_is_refused_or_loses_nothing(bool snapshot)
    {
        var disk = await WrittenDiskAsync(snapshot);
        foreach (var name in disk.List())
            Expect(disk, copy => copy.Delete(name));
    }

    [Fact]
    public async Task Damage_names_file_place_and_transactions()
    {
        var disk = await WrittenDiskAsync(snapshot: false);
        var name = SegmentHeader.NameOf(1);
        disk[name][SegmentHeader.Size + 200] ^= 1;
        var damage = Assert.Throws<DataDamagedException>(() => JournalHarness.Recover(disk));
        Assert.Equal(name, damage.File);
        Assert.InRange(damage.Offset, SegmentHeader.Size, SegmentHeader.Size + 200);
        Assert.InRange(damage.FirstZxid, 1, 3);
        Assert.Contains("Repair", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_keeps_what_lies_before_the_damage()
    {
        var disk = await WrittenDiskAsync(snapshot: false);
        var damaged = SegmentHeader.NameOf(1);
        disk[damaged][SegmentHeader.Size + 500] ^= 1;
        Assert.Throws<DataDamagedException>(() => JournalHarness.Recover(disk));
        var left = new Repair(new(disk)).Run();
        Assert.InRange(left, 1, Writes - 1);
        Assert.Contains(damaged + ".broken", disk.List());
        await using (var log = new JournalHarness(disk))
            await log.WriteAsync(3);
        Assert.Equal(left + 3, JournalHarness.Recover(disk));
    }

    [Fact]
    public async Task Repair_goes_on_from_before_a_segment_that_is_missing()
    {
        var disk = await WrittenDiskAsync(snapshot: false);
        disk.Delete(SegmentHeader.NameOf(2));
        Assert.Throws<DataDamagedException>(() => JournalHarness.Recover(disk));
        var left = new Repair(new(disk)).Run();
        Assert.InRange(left, 1, Writes - 1);
        Assert.Equal(left, JournalHarness.Recover(disk));
    }

    [Fact]
    public async Task Whatever_call_fails_nothing_acknowledged_is_lost_in_the_crash_after_it()
    {
        var calls = await CountCallsAsync();
        for (var failing = 1; failing <= calls; failing++)
        {
            var disk = new MemoryDisk { FailFrom = failing };
            var acknowledged = 0L;
            try
            {
                await using var log = new JournalHarness(disk);
                await log.WriteAsync(15);
                log.TakeSnapshot();
                await log.WriteAsync(15);
                acknowledged = log.Acknowledged;
            }
            catch (IOException)
            {
                // The folder could not be opened, or no snapshot taken: the same promise holds.
            }
            for (var seed = 0; seed < 2; seed++)
                await ExpectAfterCrashAsync(disk.Crash(new(seed * 1000 + failing)), acknowledged);
        }
    }

    [Fact]
    public async Task Old_snapshots_and_the_log_before_them_are_deleted()
    {
        var disk = new MemoryDisk();
        await using (var log = new JournalHarness(disk))
            for (var i = 0; i < 6; i++)
            {
                await log.WriteAsync(20);
                log.TakeSnapshot();
            }
        Assert.Equal(2, disk.List().Count(name => Snapshot.StartOf(name) is not null));
        Assert.DoesNotContain(SegmentHeader.NameOf(1), disk.List());
        Assert.Equal(120, JournalHarness.Recover(disk));
        // The older of the two has to do when the newer is broken.
        var newest = disk.List().Where(name => Snapshot.StartOf(name) is not null).Max()!;
        disk[newest][50] ^= 1;
        Assert.Equal(120, JournalHarness.Recover(disk));
        Assert.Contains(newest + ".broken", disk.List());
    }

    [Fact]
    public void A_folder_serves_one_server_only()
    {
        var path = Directory.CreateTempSubdirectory("flinkzk-lock-").FullName;
        using (new FileDisk(path))
        {
            var refused = Assert.Throws<IOException>(() => new FileDisk(path));
            Assert.Contains("in use by another server", refused.Message, StringComparison.Ordinal);
        }
        new FileDisk(path).Dispose();
        Directory.Delete(path, recursive: true);
    }

    // Some segments, the last of them in use, all of it acknowledged and covered by a mark: what a kill -9 a moment later leaves.
    private static async Task<MemoryDisk> WrittenDiskAsync(bool snapshot)
    {
        var disk = new MemoryDisk();
        await using var log = new JournalHarness(disk);
        await log.WriteAsync(Writes / 2);
        if (snapshot)
            log.TakeSnapshot();
        await log.WriteAsync(Writes / 2);
        await Eventually.Async(() => IsCovered(disk), "what was written last is covered");
        return disk.Clone();
    }

    private static bool IsCovered(MemoryDisk disk)
    {
        var number = disk.List().Select(SegmentHeader.NumberOf).Max()!.Value;
        var (bytes, at, kind) = (disk.Clone()[SegmentHeader.NameOf(number)], SegmentHeader.Size, default(LogRecordKind));
        while (LogRecord.TryRead(bytes.AsSpan(at), number, out var record))
            (at, kind) = (at + record.Size, record.Kind);
        // Where a mark had no room, the next segment's header says as much.
        return kind == LogRecordKind.Mark || at == SegmentHeader.Size;
    }

    private static void Expect(MemoryDisk disk, Action<MemoryDisk> damage)
    {
        var copy = disk.Clone();
        damage(copy);
        try
        {
            Assert.Equal(Writes, JournalHarness.Recover(copy));
        }
        catch (DataDamagedException)
        {
            // Refused: that is right whenever something is wrong.
        }
    }

    private static async Task ExpectAfterCrashAsync(MemoryDisk disk, long acknowledged)
    {
        long recovered;
        await using (var log = new JournalHarness(disk))
        {
            recovered = log.Acknowledged;
            Assert.InRange(recovered, acknowledged, 30);
            await log.WriteAsync(5);
        }
        Assert.Equal(recovered + 5, JournalHarness.Recover(disk));
    }

    private static async Task<int> CountCallsAsync()
    {
        var disk = new MemoryDisk();
        await using (var log = new JournalHarness(disk))
        {
            await log.WriteAsync(15);
            log.TakeSnapshot();
            await log.WriteAsync(15);
        }
        return disk.Calls;
    }
}
