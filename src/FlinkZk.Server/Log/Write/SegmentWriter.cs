using FlinkZk.Wire;

namespace FlinkZk.Server.Log;

/// <summary>
/// The segment that is written. One owner, the log thread. Each append is written and synced before it returns, so everything before
/// <see cref="Position"/> is synced, and every record can promise that of what stands before its batch.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly IDiskFile _file;
    private readonly SegmentHeader _header;
    private readonly long _size;
    private long _marked;

    private SegmentWriter(IDiskFile file, SegmentHeader header, long size)
    {
        (_file, _header, _size) = (file, header, size);
        Position = SegmentHeader.Size;
        LastZxid = header.PreviousZxid;
    }

    /// <summary>Its number.</summary>
    public uint Number => _header.Number;

    /// <summary>Where the next record goes; everything before it is synced.</summary>
    public long Position { get; private set; }

    /// <summary>The last transaction in the log.</summary>
    public long LastZxid { get; private set; }

    /// <summary>Bytes of records that still fit in front of the trailer.</summary>
    public long Room => _size - RecordHeader.Size - Position;

    /// <summary>Whether there is no record in it.</summary>
    public bool IsEmpty => Position == SegmentHeader.Size;

    /// <summary>Writes the header into a reserved file. It is a segment of the log once the file has its name.</summary>
    /// <param name="file">The file, as long as <see cref="LogOptions.Reserve"/> says.</param>
    /// <param name="number">Its number.</param>
    /// <param name="previousZxid">The last transaction before it.</param>
    /// <param name="size">Bytes that it may hold: header, records and trailer.</param>
    public static SegmentWriter Begin(IDiskFile file, uint number, long previousZxid, long size)
    {
        var header = new SegmentHeader(number, previousZxid, file.Length);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        header.Write(bytes);
        file.Write(bytes, 0);
        file.Sync();
        return new(file, header, size);
    }

    /// <summary>Takes up a segment that was read to its end, to end it.</summary>
    public static SegmentWriter Continue(IDiskFile file, SegmentHeader header, long position, long lastZxid) =>
        new(file, header, size: position) { Position = position, LastZxid = lastZxid };

    /// <summary>Appends whole records; they are durable when this returns.</summary>
    public void Append(WireBuffer records)
    {
        var lastZxid = RecordEncoder.Seal(records, Number, Position, LastZxid);
        _file.Write(records.Written, Position);
        _file.Sync();
        Position += records.Length;
        LastZxid = lastZxid;
    }

    /// <summary>Promises the last batch too, which no later batch does yet. Nothing happens if that was done.</summary>
    public void Mark()
    {
        if (_marked == Position)
            return;
        Write(RecordKind.Mark, MarkPosition);
        _file.Sync();
        _marked = Position;
    }

    /// <summary>Ends it for good: its successor exists, and nothing was acknowledged from that yet.</summary>
    public void End()
    {
        Write(RecordKind.Trailer, Position);
        _file.SetLength(Position + RecordHeader.Size);
        _file.Sync();
    }

    /// <summary>Leaves it as the log's last: said twice, on two sectors, so that damage to one does not look like a loss; and without the room that was reserved.</summary>
    public void Close()
    {
        Mark();
        // The mark first, on its own: a file without its reserved length and without a mark would look cut.
        Write(RecordKind.Closed, Position);
        _file.SetLength(MarkPosition + RecordHeader.Size);
        _file.Sync();
    }

    public void Dispose() => _file.Dispose();

    // On a sector of its own, behind the place of the last record of all.
    private long MarkPosition => LogOptions.RoundUp(Position + RecordHeader.Size);

    private void Write(RecordKind kind, long position)
    {
        var record = new WireBuffer(RecordHeader.Size);
        RecordEncoder.Append(record, LastZxid, [], kind);
        RecordEncoder.Seal(record, Number, Position, LastZxid);
        _file.Write(record.Written, position);
    }
}
