namespace FlinkZk.Server.Journal;

/// <summary>The segment that is written at present. Owned by the log's thread.</summary>
internal sealed class Segment : IDisposable
{
    // A word that it is done or idle; two of them have room at the end of each segment.
    private const int WordSize = LogRecord.HeaderSize;
    private const int Reserve = 2 * WordSize;
    // What a disk loses at once.
    private const int SectorSize = 512;

    private readonly IDiskFile _file;
    private readonly uint _number;
    private readonly long _capacity;
    private readonly byte[] _word = new byte[WordSize + SectorSize];
    private long _position;

    private Segment(IDiskFile file, uint number, long capacity, long position, long lastZxid) =>
        (_file, _number, _capacity, _position, LastZxid) = (file, number, capacity, position, lastZxid);

    public long LastZxid { get; private set; }

    public long Length => _position;

    /// <summary>
    /// Makes the next segment: whole and synced under another name, then renamed, so that there is never one without its header; then
    /// the one before says that it exists.
    /// </summary>
    public static Segment Create(IDisk disk, uint number, long lastZxid, long capacity, int firstBatch)
    {
        capacity = Math.Max(capacity, SegmentHeader.Size + firstBatch + Reserve);
        var name = SegmentHeader.NameOf(number);
        var temporary = name + DataFolder.TemporarySuffix;
        var file = disk.Create(temporary, capacity);
        try
        {
            file.SetLength(capacity);
            file.Write(0, new SegmentHeader(number, lastZxid, capacity).ToBytes());
            file.Flush();
            disk.Rename(temporary, name);
            disk.FlushNames();
            return new(file, number, capacity, SegmentHeader.Size, lastZxid);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes up a segment of an earlier run where its good records end, and clears what a crash left torn behind them.</summary>
    public static Segment Resume(IDisk disk, SegmentReader read)
    {
        var file = disk.OpenWrite(SegmentHeader.NameOf(read.Header.Segment));
        if (read.TornBytes > 0)
        {
            file.Write(read.Position, new byte[read.TornBytes]);
            file.Flush();
        }
        return new(file, read.Header.Segment, read.Header.Capacity, read.Position, read.LastZxid);
    }

    /// <summary>Whether so many bytes have room.</summary>
    public bool Fits(int size) => _position + size + Reserve <= _capacity;

    /// <summary>Writes the records of a batch, which <see cref="LogRecord.Begin"/> began, and syncs them.</summary>
    public void Append(Span<byte> records, long lastZxid)
    {
        for (var at = 0; at < records.Length;)
            at += LogRecord.Stamp(records[at..], _number, _position);
        _file.Write(_position, records);
        _file.Flush();
        _position += records.Length;
        LastZxid = lastZxid;
    }

    /// <summary>Covers what was written last by a promise; one that begins a sector of its own, or both would be lost together.</summary>
    /// <returns>False if it has no room.</returns>
    public bool TryMark()
    {
        var filler = (int)(-(_position + WordSize) & (SectorSize - 1));
        if (!Fits(2 * WordSize + filler))
            return false;
        Say(LogRecordKind.Mark, filler);
        Say(LogRecordKind.Mark);
        return true;
    }

    /// <summary>Says that nothing follows here, and gives back the room behind.</summary>
    public void Finish(LogRecordKind word)
    {
        Say(word);
        _file.SetLength(_position);
        _file.Flush();
    }

    public Segment Next(IDisk disk, long capacity, int firstBatch)
    {
        var next = Create(disk, _number + 1, LastZxid, capacity, firstBatch);
        Finish(LogRecordKind.Rotated);
        return next;
    }

    public void Dispose() => _file.Dispose();

    private void Say(LogRecordKind word, int filler = 0)
    {
        Array.Clear(_word);
        LogRecord.Begin(_word, word, filler, LastZxid, Crc32C.Of(_word.AsSpan(WordSize, filler)));
        var size = LogRecord.Stamp(_word, _number, _position);
        _file.Write(_position, _word.AsSpan(0, size));
        _file.Flush();
        _position += size;
    }
}
