using System.Text;
using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Log;

/// <summary>What must not change, because it lies on disks.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("a", 0xC1D04330u)]
    [InlineData("123456789", 0xE3069283u)]
    public void The_checksum_is_Castagnolis(string text, uint expected) => Assert.Equal(expected, Crc32C.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_checksum_may_be_taken_in_pieces()
    {
        var bytes = Encoding.ASCII.GetBytes("a text that is longer than two steps");
        for (var split = 0; split <= bytes.Length; split++)
            Assert.Equal(Crc32C.Of(bytes), ~Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, split)), bytes.AsSpan(split)));
    }

    [Fact]
    public void A_record_is_laid_out_as_its_picture_says()
    {
        var records = new WireBuffer();
        RecordEncoder.Append(records, 0x1122, "hello"u8);

        Assert.Equal(0x1122, RecordEncoder.Seal(records, segment: 7, syncedTo: 40, lastZxid: 0x1121));

        var bytes = records.Written;
        Assert.Equal("10000005" + "00000007" + "0000000000001122" + "0000000000000028", Convert.ToHexString(bytes[..24]));
        Assert.Equal(Convert.ToHexString(Encoding.ASCII.GetBytes("hello\0\0\0")), Convert.ToHexString(bytes[32..]));
        Assert.True(RecordHeader.TryRead(bytes, 0, segment: 7, out var header, out var payload));
        Assert.Equal((RecordKind.Transaction, 5, 0x1122, 40), (header.Kind, header.Length, header.Zxid, header.SyncedTo));
        Assert.Equal("hello", Encoding.ASCII.GetString(payload));
        Assert.False(RecordHeader.TryRead(bytes, 0, segment: 8, out _, out _));
    }

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(1, SnapshotPolicy.LeastBytes - 1, 0, false)]
    [InlineData(1, SnapshotPolicy.LeastBytes, 0, true)]
    [InlineData(1, SnapshotPolicy.LeastBytes, SnapshotPolicy.LeastBytes + 1, false)]
    [InlineData(0, SnapshotPolicy.LeastBytes, 0, false)]
    [InlineData(SnapshotPolicy.MostRecords - 1, 0, 0, false)]
    [InlineData(SnapshotPolicy.MostRecords, 0, long.MaxValue, true)]
    public void A_snapshot_is_due_by_what_a_start_would_replay(long records, long bytes, long snapshotBytes, bool expected) =>
        Assert.Equal(expected, SnapshotPolicy.IsDue(records, bytes, snapshotBytes));

    [Fact]
    public void Only_names_that_would_be_written_are_read()
    {
        string[] names = ["log.00000012", "log.12", "log.00000003", "log.00000004.tmp", "log.00000005.broken", "snapshot.00000000000000a5", "snapshot.a5", "snapshot.00000000000000A6", "lock"];

        Assert.Equal([3, 12], LogFiles.Segments(names));
        Assert.Equal([0xa5], LogFiles.Snapshots(names));
    }
}
