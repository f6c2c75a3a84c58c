using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>What may be found at a start, row by row. Forty transactions are acknowledged, one a batch.</summary>
public sealed class RecoveryTests
{
    private const int Acknowledged = 40;
    private static readonly LogOptions OneSegment = new() { SegmentSize = 8192, SpaceReserve = 256 };
    private static readonly string First = LogFiles.Segment(1);

    [Fact]
    public void An_empty_directory_is_a_new_log()
    {
        var disk = new CrashDisk();

        Assert.Equal(0, LogModel.Recover(disk, OneSegment));
    }

    [Fact]
    public void A_clean_stop_leaves_nothing_to_report()
    {
        var found = LogRecovery.Open(Stopped(OneSegment), OneSegment);

        Assert.Equal(Acknowledged, found.LastZxid);
        Assert.Null(found.TornTail);
        Assert.Empty(found.Findings);
    }

    [Fact]
    public void A_last_record_that_is_half_zero_is_dropped_and_reported()
    {
        var disk = Crashed();
        var last = disk.Record(First, Acknowledged);
        disk.Damage(First, bytes => bytes.AsSpan(last.Offset + 40, last.Header.RecordSize - 40).Clear());

        var found = LogRecovery.Open(disk, OneSegment);

        Assert.Equal(Acknowledged - 1, found.LastZxid);
        var tail = found.TornTail!;
        Assert.Equal((disk.PathOf(First), last.Offset, 0, Acknowledged, Acknowledged), (tail.Path, tail.Offset, tail.Records, tail.FirstZxid, tail.LastZxid));
        Assert.Equal([tail.ToString()], found.Findings);
        Assert.Equal(Acknowledged - 1, LogModel.Recover(disk, OneSegment));
    }

    [Fact]
    public void A_last_record_whose_middle_is_lost_but_whose_end_is_there_is_torn()
    {
        var disk = Crashed();
        var last = disk.Record(First, Acknowledged);
        disk.Damage(First, bytes => bytes.AsSpan(last.Offset + 40, 8).Clear());

        Assert.Equal(Acknowledged - 1, LogModel.Recover(disk, OneSegment));
    }

    [Fact]
    public void Of_a_torn_batch_the_whole_records_in_front_stay_and_those_behind_are_counted()
    {
        var model = Started(OneSegment);
        model.Append(5);
        var disk = model.Disk.Copy();
        var torn = disk.Record(First, Acknowledged + 2);
        disk.Damage(First, bytes => bytes[torn.Offset + 40] ^= 1);

        var found = LogRecovery.Open(disk, OneSegment);

        Assert.Equal(Acknowledged + 1, found.LastZxid);
        Assert.Equal((3, Acknowledged + 2L, Acknowledged + 5L), (found.TornTail!.Records, found.TornTail.FirstZxid, found.TornTail.LastZxid));
    }

    [Fact]
    public void Bytes_of_a_torn_tail_never_come_back()
    {
        var model = Started(OneSegment);
        model.Append(2);
        var disk = model.Disk.Copy();
        var torn = disk.Record(First, Acknowledged + 1);
        disk.Damage(First, bytes => bytes[torn.Offset + 40] ^= 1);

        for (var start = 0; start < 5; start++)
            Assert.Equal(Acknowledged + (2 * start), LogModel.Recover(disk, OneSegment));
    }

    [Fact]
    public void Zeros_to_the_end_are_the_end()
    {
        var disk = Crashed();

        var found = LogRecovery.Open(disk, OneSegment);

        Assert.Equal(Acknowledged, found.LastZxid);
        Assert.Null(found.TornTail);
    }

    [Theory]
    [InlineData("a bit of its payload", 45, 1)]
    [InlineData("a bit of its length", 3, 1)]
    [InlineData("a high bit of its length", 1, 1)]
    [InlineData("its header", 0, 32)]
    [InlineData("its sector", 0, 64)]
    public void Damage_in_the_middle_is_refused_with_file_offset_and_zxids(string what, int offset, int length)
    {
        var disk = Crashed();
        var record = disk.Record(First, 20);
        disk.Damage(First, bytes =>
        {
            if (length == 1)
                bytes[record.Offset + offset] ^= 4;
            else
                bytes.AsSpan(record.Offset + offset, length).Clear();
        });

        var refused = Refused(disk, OneSegment);

        Assert.True(refused.Offset == record.Offset, $"{what} is damaged, but the refusal is: {refused.Message}");
        Assert.Equal((disk.PathOf(First), 20, Acknowledged), (refused.Path, refused.FirstAtRisk, refused.LastAtRisk));
        Assert.Contains("Transactions 0x14 to 0x28 are at risk", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_in_the_last_batch_is_refused_once_the_end_was_marked()
    {
        var model = Started(OneSegment);
        model.Writer.Mark();
        var disk = model.Disk.Copy();
        var last = disk.Record(First, Acknowledged);
        disk.Damage(First, bytes => bytes.AsSpan(last.Offset, last.Header.RecordSize).Clear());

        Assert.Equal(Acknowledged, Refused(disk, OneSegment).FirstAtRisk);
    }

    [Fact]
    public void A_record_that_is_missing_is_refused_although_all_others_are_good()
    {
        var disk = Crashed();
        var (record, next) = (disk.Record(First, 20), disk.Record(First, 21));
        disk.Damage(First, bytes => bytes.AsSpan(next.Offset).ToArray().AsSpan(0, bytes.Length - next.Offset).CopyTo(bytes.AsSpan(record.Offset)));

        Assert.Equal(20, Refused(disk, OneSegment).FirstAtRisk);
    }

    [Fact]
    public void Damage_anywhere_behind_the_end_after_a_clean_stop_costs_nothing_and_no_repair_and_is_told()
    {
        var whole = Stopped(OneSegment);
        var last = whole.Record(First, Acknowledged);
        var end = last.Offset + last.Header.RecordSize;
        for (var at = end; at < whole[First].Length; at++)
        {
            var disk = whole.Copy();
            disk.Damage(First, bytes => bytes[at] ^= 0x10);

            var found = LogRecovery.Open(disk, OneSegment);

            Assert.Equal((at, Acknowledged, null), (at, found.LastZxid, found.TornTail));
            Assert.Contains("No transaction is lost", Assert.Single(found.Findings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_in_the_last_record_after_a_clean_stop_is_refused()
    {
        var disk = Stopped(OneSegment);
        var last = disk.Record(First, Acknowledged);
        disk.Damage(First, bytes => bytes[last.Offset + 40] ^= 1);

        Assert.Equal((Acknowledged, Acknowledged), (Refused(disk, OneSegment).FirstAtRisk, Refused(disk, OneSegment).LastAtRisk));
    }

    [Fact]
    public void A_last_write_that_is_not_whole_is_told_without_saying_more_than_is_known()
    {
        var disk = Crashed();
        var last = disk.Record(First, Acknowledged);
        disk.Damage(First, bytes => bytes[last.Offset + 40] ^= 1);

        var finding = Assert.Single(LogRecovery.Open(disk, OneSegment).Findings);
        Assert.Contains("damage to the last write looks the same", finding, StringComparison.Ordinal);
        Assert.DoesNotContain("none of which had been acknowledged", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(32)]
    public void A_clean_stop_is_said_on_two_sectors_wherever_the_last_record_ends(int before)
    {
        // The last record ends so many bytes before a sector does.
        var model = new LogModel(new CrashDisk(), new() { SegmentSize = 8192, SpaceReserve = 256 });
        model.Start();
        var records = new FlinkZk.Wire.WireBuffer();
        RecordEncoder.Append(records, 1, new byte[LogOptions.SectorSize - SegmentHeader.Size - RecordHeader.Size - before]);
        model.Writer.Append(records);
        model.Stop();
        var length = model.Disk[First].Length;
        for (var sector = LogOptions.SectorSize; sector < length; sector += LogOptions.SectorSize)
        {
            var disk = model.Disk.Copy();
            disk.Damage(First, bytes => bytes.AsSpan(sector, Math.Min(LogOptions.SectorSize, bytes.Length - sector)).Fill(0x5a));
            Assert.Equal(1, LogRecovery.Open(disk, OneSegment).LastZxid);
        }
    }

    [Fact]
    public void A_file_that_was_cut_is_refused()
    {
        var disk = Crashed();
        var last = disk.Record(First, Acknowledged);
        disk[First] = disk[First][..last.Offset];

        Assert.Contains("was cut", Refused(disk, OneSegment).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_segment_that_ends_too_early_is_refused()
    {
        var disk = Stopped(LogModel.Small);
        var name = LogFiles.Segment(2);
        disk[name] = disk[name][..^80];

        var refused = Refused(disk, LogModel.Small);

        Assert.Equal(disk.PathOf(name), refused.Path);
        Assert.Equal(Acknowledged, refused.LastAtRisk);
    }

    [Fact]
    public void A_missing_segment_is_refused_by_its_name()
    {
        var whole = Stopped(LogModel.Small);
        var segments = LogFiles.Segments(whole.List());
        Assert.True(segments.Count > 4);
        foreach (var number in segments)
        {
            var disk = whole.Copy();
            disk.Drop(LogFiles.Segment(number));

            var message = Refused(disk, LogModel.Small).Message;
            Assert.Contains(number == 1 ? "no segment holds what came before" : $"{LogFiles.Segment(number)}, is missing", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_segment_without_a_header_is_refused()
    {
        var disk = Stopped(LogModel.Small);
        disk[LogFiles.Segment(3)] = [];

        Assert.Contains(LogFiles.Segment(3), Refused(disk, LogModel.Small).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Temporary_files_are_no_part_of_the_log_and_are_deleted()
    {
        var disk = Stopped(OneSegment);
        disk["log.00000002.tmp"] = [1, 2, 3];
        disk["snapshot.0000000000000014.tmp"] = [1, 2, 3];

        LogModel.Recover(disk, OneSegment);

        Assert.DoesNotContain(disk.List(), static name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_future_version_wrote_is_refused_and_not_called_damaged()
    {
        var disk = Stopped(OneSegment);
        disk.Damage(First, static bytes =>
        {
            bytes[11] = 2;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(32), Crc32C.Of(bytes.AsSpan(0, 32)));
        });

        Assert.Contains("version 2", Refused(disk, OneSegment).Message, StringComparison.Ordinal);
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

    private static CrashDisk Crashed() => Started(OneSegment).Disk.Copy();

    private static CrashDisk Stopped(LogOptions options)
    {
        var model = Started(options);
        model.Stop();
        return model.Disk;
    }
}
