namespace FlinkZk.Server.Log;

/// <summary>
/// Reads a segment's records in order, up to the first place where none stands that belongs there. What that means (the end, a torn tail,
/// damage) is for the caller to judge.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> segment, in SegmentHeader header)
{
    private readonly ReadOnlySpan<byte> _segment = segment;
    private readonly uint _number = header.Number;

    /// <summary>The end of the last good record; a trailer, if there is one, stands here.</summary>
    public int Position { get; private set; } = SegmentHeader.Size;

    /// <summary>The last transaction read.</summary>
    public long LastZxid { get; private set; } = header.PreviousZxid;

    /// <summary>Whether the segment says that it has a successor; then nothing of it follows.</summary>
    public bool HasTrailer { get; private set; }

    /// <summary>Whether the server stopped cleanly behind the last record; then nothing follows.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The number of a good record that cannot follow; null if there is none.</summary>
    public long? Gap { get; private set; }

    /// <summary>Reads the next transaction or snapshot mark.</summary>
    public bool TryRead(out RecordHeader record, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        record = default;
        if (HasTrailer || IsClosed || !RecordHeader.TryRead(_segment, Position, _number, out record, out payload) || record.Kind == RecordKind.Mark)
            return false;
        if (record.Zxid != (record.Kind == RecordKind.Transaction ? LastZxid + 1 : LastZxid))
        {
            Gap = record.Zxid;
            return false;
        }
        (HasTrailer, IsClosed) = (record.Kind == RecordKind.Trailer, record.Kind == RecordKind.Closed);
        if (HasTrailer || IsClosed)
            return false;
        LastZxid = record.Zxid;
        Position += record.RecordSize;
        return true;
    }
}
