using FlinkZk.Wire;

namespace FlinkZk.Server.Log;

/// <summary>
/// The log's end: appends, rotates, closes. One owner, the log thread; every call blocks until the disk has it.
/// After a write or sync failed nothing is written any more, as what the disk holds is not known (a second fsync reports success for pages that
/// the first one lost): all later calls throw the same failure.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private readonly IDisk _disk;
    private readonly LogOptions _options;
    private readonly NextSegment _next;
    private readonly uint _first;
    private readonly long _previousZxid;
    private readonly Action? _whenBegun;
    private SegmentWriter? _segment;
    private LogFailedException? _failure;

    private LogWriter(IDisk disk, LogOptions options, uint first, long previousZxid, Action? whenBegun)
    {
        (_disk, _options, _first, _previousZxid, _whenBegun) = (disk, options, first, previousZxid, whenBegun);
        _next = new(disk, options);
    }

    /// <summary>Where the log lies.</summary>
    public IDisk Disk => _disk;

    /// <summary>How it is kept.</summary>
    public LogOptions Options => _options;

    /// <summary>The last transaction that is durable.</summary>
    public long LastZxid => _segment?.LastZxid ?? _previousZxid;

    /// <summary>Whether there is a segment to write to. Not as long as a disk is full that was full at the start: nothing can be appended then.</summary>
    public bool IsBegun => _segment is not null;

    /// <summary>Bytes of all records since this writer began.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Whether new requests may be taken: false on a full disk, while what is on its way still fits.</summary>
    public bool HasRoom => _failure is null && _segment is { } segment && (_next.IsReady || segment.Room >= _options.SpaceReserve);

    /// <summary>Begins a new segment after <paramref name="previousZxid"/>; the log up to there is on the disk already, or there is none.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="number">The segment's number.</param>
    /// <param name="previousZxid">The last transaction before it.</param>
    /// <param name="whenBegun">What is due once the segment exists; with it, a full disk is waited out: what is there can be read meanwhile.</param>
    /// <exception cref="DiskFullException">There is no room for it, and nothing to wait with.</exception>
    public static LogWriter Begin(IDisk disk, LogOptions options, uint number, long previousZxid, Action? whenBegun = null)
    {
        var writer = new LogWriter(disk, options, number, previousZxid, whenBegun);
        return writer.TryBegin() || whenBegun is not null ? writer : throw new DiskFullException(disk.PathOf(""));
    }

    /// <summary>Makes room ahead for the time when this segment is full.</summary>
    /// <returns>False if the disk is full.</returns>
    public bool TryMakeRoom() => Guarded(() => TryBegin() && _next.TryMake(Segment.Number + 1));

    /// <summary>Appends records; they are durable when this returns.</summary>
    /// <exception cref="LogFailedException">They are not, and nothing will be any more.</exception>
    public void Append(WireBuffer records) => Guarded(() =>
    {
        if (Segment.Room < records.Length)
            Rotate(records.Length);
        Segment.Append(records);
        BytesWritten += records.Length;
        return true;
    });

    /// <summary>Makes a snapshot one to start from.</summary>
    /// <exception cref="DiskFullException">No segment was begun yet.</exception>
    public void Append(SnapshotMark mark)
    {
        var record = new WireBuffer(RecordHeader.Size + SnapshotMark.Size);
        var start = RecordEncoder.Begin(record);
        mark.Write(record.Append(SnapshotMark.Size));
        RecordEncoder.End(record, start, LastZxid, RecordKind.Snapshot);
        ThrowUnlessBegun();
        Append(record);
    }

    /// <summary>
    /// Begins the next segment, so that all before can be deleted once a snapshot covers it. Not if this one is empty, nor on a full disk: it can wait.
    /// </summary>
    /// <exception cref="DiskFullException">No segment was begun yet.</exception>
    public void Roll()
    {
        ThrowUnlessBegun();
        Guarded(() =>
        {
            if (!Segment.IsEmpty && _next.IsReady)
                Rotate(records: 0);
            return true;
        });
    }

    /// <summary>Promises what was appended last; for when nothing follows soon.</summary>
    public void Mark() => Guarded(() =>
    {
        _segment?.Mark();
        return true;
    });

    /// <summary>Ends the log cleanly.</summary>
    public void Close() => Guarded(() =>
    {
        _segment?.Close();
        _next.Delete();
        return true;
    });

    public void Dispose()
    {
        _segment?.Dispose();
        _next.Dispose();
    }

    private SegmentWriter Segment => _segment ?? throw new InvalidOperationException("No segment was begun: HasRoom says so, and nothing may be appended.");

    private void ThrowUnlessBegun()
    {
        if (_segment is null)
            throw new DiskFullException(_disk.PathOf(""));
    }

    private bool TryBegin()
    {
        if (_segment is not null)
            return true;
        try
        {
            _segment = _next.Begin(_first, _previousZxid, records: 0);
        }
        catch (DiskFullException)
        {
            return false;
        }
        _whenBegun?.Invoke();
        return true;
    }

    // The order is what recovery relies on: the successor is part of the log before the trailer says so, and both before anything is acknowledged
    // from it. So a trailer without a successor means that a segment was lost.
    private void Rotate(int records)
    {
        using var full = Segment;
        _segment = _next.Begin(full.Number + 1, full.LastZxid, records);
        full.End();
    }

    private T Guarded<T>(Func<T> step)
    {
        if (_failure is not null)
            throw _failure;
        try
        {
            return step();
        }
        catch (Exception e)
        {
            throw _failure = new LogFailedException(_disk.PathOf(LogFiles.Segment(_segment?.Number ?? _first)), _segment?.Position ?? 0, e);
        }
    }
}
