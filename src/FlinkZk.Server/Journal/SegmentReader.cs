namespace FlinkZk.Server.Journal;

/// <summary>
/// Reads one segment, and tells its end from damage: where a record is bad, it looks at every later place for one that is good and
/// promises more than what is good here. Such a one proves that the bad record had been synced: damage. Without any, nothing behind
/// was ever acknowledged: a write that a crash tore.
/// </summary>
/// <param name="name">The file, for messages.</param>
/// <param name="bytes">All of it.</param>
internal sealed class SegmentReader(string name, ReadOnlyMemory<byte> bytes)
{
    private bool _isFinal;

    /// <summary>The segment's header.</summary>
    public SegmentHeader Header { get; private set; }

    /// <summary>Where the next record begins: after reading, where the good ones end.</summary>
    public int Position { get; private set; } = SegmentHeader.Size;

    /// <summary>The last transaction that was read, or the one before the segment.</summary>
    public long LastZxid { get; private set; }

    /// <summary>Whether it says that another segment follows.</summary>
    public bool IsRotated { get; private set; }

    /// <summary>Where the last transaction or mark ends: what closes the segment lies behind.</summary>
    public int ContentEnd { get; private set; } = SegmentHeader.Size;

    /// <summary>Bytes behind the end that are neither good nor zero: the torn write.</summary>
    public int TornBytes { get; private set; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="DataDamagedException">It is not one, or not that of this file.</exception>
    public void Open(uint expected)
    {
        if (!SegmentHeader.TryRead(bytes.Span, out var header) || header.Segment != expected)
            throw new DataDamagedException(name, 0, 0, 0, "the segment's header is damaged");
        Header = header;
        LastZxid = header.PreviousZxid;
    }

    /// <summary>Reads the next transaction.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DataDamagedException">There is none, but there was one.</exception>
    public bool TryRead(out ReadOnlySpan<byte> transaction)
    {
        while (LogRecord.TryRead(bytes.Span[Position..], Header.Segment, out var record))
        {
            var isTransaction = record.Kind == LogRecordKind.Transaction;
            if (record.SyncedTo > Position || record.Zxid != LastZxid + (isTransaction ? 1 : 0))
                throw new DataDamagedException(name, Position, LastZxid + 1, record.Zxid, $"{record.Kind} 0x{record.Zxid:x} follows transaction 0x{LastZxid:x}");
            transaction = bytes.Span.Slice(Position + LogRecord.HeaderSize, record.Length);
            Position += record.Size;
            LastZxid = record.Zxid;
            IsRotated |= record.Kind == LogRecordKind.Rotated;
            if (record.Kind is LogRecordKind.Transaction or LogRecordKind.Mark)
                ContentEnd = Position;
            _isFinal = record.Kind is LogRecordKind.Rotated or LogRecordKind.Closed;
            if (isTransaction)
                return true;
        }
        transaction = default;
        JudgeEnd();
        return false;
    }

    private void JudgeEnd()
    {
        // A segment in use has its whole length, one that is done ends with the word that it is: anything else was cut.
        if (bytes.Length != Header.Capacity && !(_isFinal && bytes.Length == Position))
            throw new DataDamagedException(name, Position, LastZxid + 1, LastZxid + 1, $"the file has {bytes.Length} bytes where {Header.Capacity} were reserved: its end is missing");
        var last = bytes.Span[Position..].LastIndexOfAnyExcept((byte)0);
        if (last < 0)
            return;
        for (var x = Position + 8; x <= Position + last; x += 8)
            if (LogRecord.TryRead(bytes.Span[x..], Header.Segment, out var later) && later.SyncedTo > Position)
                throw new DataDamagedException(name, Position, LastZxid + 1, later.Zxid, $"a record at {x} shows that more had been written here");
        TornBytes = last + 1;
    }
}
