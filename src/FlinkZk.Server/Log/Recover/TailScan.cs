namespace FlinkZk.Server.Log;

/// <summary>
/// Looks through everything behind the last good record of a segment, eight bytes a step, because where a length is damaged the next record's place is
/// not known. It collects what tells damage from a torn write (pebble reads ahead for the same reason).
/// </summary>
internal readonly record struct TailScan
{
    /// <summary>Everything before it was synced once, by the promise of a record found; -1 if there is none.</summary>
    public long Promised { get; private init; }

    /// <summary>Whole transactions found.</summary>
    public int Records { get; private init; }

    /// <summary>The highest of them, 0 if there is none.</summary>
    public long LastZxid { get; private init; }

    /// <summary>The end of the bytes that are neither zero nor say that the log ends; where the scan began if there are none.</summary>
    public int End { get; private init; }

    /// <summary>Whether the file ends with a mark: it was closed.</summary>
    public bool IsClosed { get; private init; }

    /// <summary>Scans a segment from <paramref name="start"/>, a record's place, to its end.</summary>
    public static TailScan Run(ReadOnlySpan<byte> segment, uint number, int start)
    {
        var found = new TailScan { Promised = -1, End = start };
        for (var at = start; (at = NextNonZero(segment, at)) >= 0;)
            if (RecordHeader.TryRead(segment, at, number, out var record, out _))
            {
                found = found.With(record, at, segment.Length);
                at += record.RecordSize;
            }
            else
            {
                at += RecordHeader.Alignment;
                found = found with { End = Math.Min(at, segment.Length) };
            }
        return found;
    }

    private TailScan With(in RecordHeader record, int at, int length) => this with
    {
        Promised = Math.Max(Promised, record.SyncedTo),
        Records = Records + (record.Kind == RecordKind.Transaction ? 1 : 0),
        LastZxid = Math.Max(LastZxid, record.Zxid),
        End = record.Kind is RecordKind.Mark or RecordKind.Closed ? End : at + record.RecordSize,
        IsClosed = record.Kind == RecordKind.Mark && at + record.RecordSize == length,
    };

    // Records begin at multiples of eight and never with a zero byte.
    private static int NextNonZero(ReadOnlySpan<byte> segment, int from)
    {
        if (from >= segment.Length)
            return -1;
        var next = segment[from..].IndexOfAnyExcept((byte)0);
        return next < 0 ? -1 : (from + next) & -RecordHeader.Alignment;
    }
}

/// <summary>
/// What stands behind the last good record and is no whole write. Nothing after it was written, and no record promises that it had been synced: so a crash leaves a write
/// that it cuts short, which was not acknowledged yet. Damage to the very last write looks the same; which of the two it was nobody can know.
/// </summary>
/// <param name="Path">The segment.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Bytes that are dropped.</param>
/// <param name="Records">Whole transactions among them, after one that is not.</param>
/// <param name="FirstZxid">The transaction that it began with.</param>
/// <param name="LastZxid">The last one that is seen in it; <paramref name="FirstZxid"/> if none is whole.</param>
internal sealed record TornTail(string Path, long Offset, long Length, int Records, long FirstZxid, long LastZxid)
{
    public override string ToString() =>
        $"{Path}, offset {Offset}: the last write is not whole. {Length} bytes were dropped, transactions 0x{FirstZxid:x} to 0x{LastZxid:x} ({Records} of them whole). A crash leaves that of a write that was not acknowledged yet; damage to the last write looks the same.";
}
