namespace FlinkZk.Server.Log;

/// <summary>Takes a record that was read; the payload is valid during the call.</summary>
internal delegate void RecordVisitor(in RecordHeader record, ReadOnlySpan<byte> payload);

/// <summary>
/// The segments from one on to the newest, each linked to the one before. Every transaction is there, or <see cref="LogDamagedException"/> says
/// which are not: only the newest segment may end in a torn write, and only where nothing promises that it had been synced.
/// </summary>
internal sealed class LogChain
{
    private readonly IDisk _disk;
    private readonly IReadOnlyList<SegmentFile> _segments;
    private byte[] _buffer = [];

    private LogChain(IDisk disk, IReadOnlyList<SegmentFile> segments) => (_disk, _segments) = (disk, segments);

    /// <summary>
    /// What is needed to go on from a snapshot: the segment that holds its first transaction, as the mark that makes it eligible can stand there already,
    /// and all after. Without a snapshot, all from the first transaction there ever was.
    /// </summary>
    public static LogChain From(IDisk disk, IReadOnlyList<SegmentFile> segments, long snapshot)
    {
        var first = 0;
        for (var i = 1; i < segments.Count; i++)
            if (segments[i] is { Problem: null } segment && segment.PreviousZxid < snapshot)
                first = i;
        var oldest = segments[first];
        if (oldest.Problem is not null)
            throw new LogDamagedException(disk.PathOf(oldest.Name), 0, oldest.Problem, snapshot + 1, long.MinValue);
        if (oldest.PreviousZxid > snapshot || (snapshot == 0 && oldest.Number != 1))
            throw new LogDamagedException(
                disk.PathOf(oldest.Name), 0, $"no snapshot and no segment holds what came before it (after 0x{snapshot:x})", snapshot + 1, oldest.PreviousZxid);
        return new(disk, [.. segments.Skip(first)]);
    }

    /// <summary>Reads all records.</summary>
    /// <exception cref="LogDamagedException">Not all that were acknowledged are there.</exception>
    public LogEnd Read(RecordVisitor visit)
    {
        for (var i = 0; ; i++)
        {
            var segment = _segments[i];
            var bytes = segment.Read(_disk, ref _buffer);
            var reader = new RecordReader(bytes, segment.Header);
            while (reader.TryRead(out var record, out var payload))
                visit(record, payload);
            if (reader.Gap is { } gap)
                throw Damaged(i, reader, $"transaction 0x{gap:x} stands where 0x{reader.LastZxid + 1:x} belongs");
            if (i == _segments.Count - 1)
                return ReadTail(i, reader, bytes);
            CheckLink(i, reader);
        }
    }

    // An older segment was whole when its successor became part of the log; what stands behind its last record does not matter.
    private void CheckLink(int i, in RecordReader reader)
    {
        var successor = _segments[i + 1];
        if (successor.Number != _segments[i].Number + 1)
            throw Damaged(i, reader, $"the next segment, {LogFiles.Segment(_segments[i].Number + 1)}, is missing");
        if (successor.Problem is not null)
            throw Damaged(i, reader, $"the next segment, {successor.Name}, cannot be read: {successor.Problem}");
        if (successor.PreviousZxid != reader.LastZxid)
            throw Damaged(i, reader, $"the segment ends with 0x{reader.LastZxid:x}, but the next one, {successor.Name}, goes on after 0x{successor.PreviousZxid:x}");
    }

    private LogEnd ReadTail(int i, in RecordReader reader, ReadOnlySpan<byte> bytes)
    {
        var segment = _segments[i];
        if (reader.HasTrailer)
            throw Damaged(i, reader, $"the next segment, {LogFiles.Segment(segment.Number + 1)}, is missing");
        var tail = TailScan.Run(bytes, segment.Number, reader.Position);
        if (tail.Promised > reader.Position)
            throw Damaged(i, reader, "the record is damaged; a later one shows that it had been written whole");
        var isClosed = reader.IsClosed || tail.IsClosed;
        if (bytes.Length < segment.Header.Reserved && !isClosed)
            throw Damaged(i, reader, $"the file was cut: it has {bytes.Length} bytes, and {segment.Header.Reserved} were reserved");
        var isChanged = tail.End != reader.Position;
        var torn = isClosed || !isChanged
            ? null
            : new TornTail(_disk.PathOf(segment.Name), reader.Position, tail.End - reader.Position, tail.Records, reader.LastZxid + 1, Math.Max(reader.LastZxid + 1, tail.LastZxid));
        return new(segment, reader.Position, reader.LastZxid, torn, IsChangedBehind: isClosed && isChanged);
    }

    private LogDamagedException Damaged(int i, in RecordReader reader, string problem) => new(
        _disk.PathOf(_segments[i].Name), reader.Position, problem, reader.LastZxid + 1, HighestZxid(i, reader.Position), new(_segments[i].Number, reader.Position));

    // All that can still be seen of what is lost; the buffer's content is not needed any more.
    private long HighestZxid(int first, int position)
    {
        var highest = 0L;
        for (var i = first; i < _segments.Count; i++)
        {
            var scan = TailScan.Run(_segments[i].Read(_disk, ref _buffer), _segments[i].Number, i == first ? position : SegmentHeader.Size);
            highest = Math.Max(highest, Math.Max(scan.LastZxid, _segments[i].PreviousZxid));
        }
        return highest;
    }
}

/// <summary>Where a log ends that was read from beginning to end without damage.</summary>
/// <param name="Newest">Its last segment.</param>
/// <param name="Position">The end of the last record there.</param>
/// <param name="LastZxid">The last transaction.</param>
/// <param name="TornTail">What stands behind it and is no whole write, or null.</param>
/// <param name="IsChangedBehind">Whether somebody changed what is behind the end of a log that was closed: no transaction.</param>
internal sealed record LogEnd(SegmentFile Newest, int Position, long LastZxid, TornTail? TornTail, bool IsChangedBehind);
