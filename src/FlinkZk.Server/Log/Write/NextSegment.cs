namespace FlinkZk.Server.Log;

/// <summary>
/// The file of the next segment, made ahead under a temporary name, so that a rotation neither waits for space to be reserved nor finds that
/// there is none. One owner, the log thread.
/// </summary>
internal sealed class NextSegment(IDisk disk, LogOptions options) : IDisposable
{
    private IDiskFile? _ready;
    private uint _number;

    /// <summary>Whether it lies ready.</summary>
    public bool IsReady => _ready is not null;

    /// <summary>Makes it, unless it is there.</summary>
    /// <returns>Whether it lies ready; if not, the disk is full.</returns>
    public bool TryMake(uint number)
    {
        try
        {
            _ready ??= Create(number, options.SegmentSize);
            _number = number;
            return true;
        }
        catch (DiskFullException)
        {
            return false;
        }
    }

    /// <summary>Makes it part of the log: header, sync, name, sync of the directory.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="previousZxid">The last transaction before it.</param>
    /// <param name="records">Bytes that it has to hold at least.</param>
    public SegmentWriter Begin(uint number, long previousZxid, int records)
    {
        // A batch larger than a segment gets one that holds it.
        var size = Math.Max(options.SegmentSize, checked(records + SegmentHeader.Size + RecordHeader.Size));
        if (_ready is null || _ready.Length < LogOptions.Reserve(size))
        {
            Delete();
            _ready = Create(number, size);
        }
        var segment = SegmentWriter.Begin(_ready, number, previousZxid, size);
        _ready = null;
        disk.Rename(LogFiles.Segment(number) + LogFiles.Temporary, LogFiles.Segment(number));
        disk.SyncDirectory();
        return segment;
    }

    /// <summary>Gives its space back.</summary>
    public void Delete()
    {
        if (_ready is null)
            return;
        Dispose();
        disk.Delete(LogFiles.Segment(_number) + LogFiles.Temporary);
    }

    /// <summary>Leaves the file for the next start to delete: after a failure the disk is not touched again.</summary>
    public void Dispose()
    {
        _ready?.Dispose();
        _ready = null;
    }

    private IDiskFile Create(uint number, int size) => disk.Create(LogFiles.Segment(number) + LogFiles.Temporary, LogOptions.Reserve(size));
}
