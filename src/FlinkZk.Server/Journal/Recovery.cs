namespace FlinkZk.Server.Journal;

/// <summary>
/// Brings the state back: the newest whole snapshot that the log reaches beyond, then the log behind it. Everything that was
/// acknowledged, or a <see cref="DataDamagedException"/>: never a part of it without a word.
/// </summary>
internal sealed class Recovery(DataFolder folder)
{
    private readonly List<string> _broken = [];
    private long _replayed;

    /// <summary>What was found.</summary>
    public ZkServerRecovery Report { get; private set; } = new() { Replayed = 0, TornBytes = 0, BrokenSnapshots = [] };

    /// <summary>Loads into an empty database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="replay">Carries out one transaction.</param>
    /// <returns>The last segment, read to its end; null for a folder that is empty.</returns>
    /// <exception cref="DataDamagedException">Something is missing or damaged.</exception>
    public SegmentReader? Load(Database database, ReplayTransaction replay)
    {
        folder.DeleteTemporaries();
        var segments = folder.Segments();
        if (segments.Count == 0)
            return folder.Snapshots().Count == 0 ? null : throw Missing("there are snapshots, but no log", 0);
        for (var i = 1; i < segments.Count; i++)
            if (segments[i] != segments[i - 1] + 1)
                throw Missing($"segment {SegmentHeader.NameOf(segments[i - 1] + 1)} is missing", folder.ReadHeader(segments[i]).PreviousZxid);

        var snapshot = LoadSnapshot(database, folder.OpenSegment(segments[^1]));
        var start = FirstNeeded(segments, database.LastZxid);
        SegmentReader? last = null;
        foreach (var number in segments.SkipWhile(number => number < start))
            last = Replay(number, last, snapshot?.EndZxid ?? 0, database, replay);
        if (last!.IsRotated)
            throw Missing($"segment {SegmentHeader.NameOf(last.Header.Segment + 1)}, which the last one names, is missing", last.LastZxid);
        database.Forgiving = false;
        Report = new() { Snapshot = snapshot?.StartZxid, Replayed = _replayed, TornBytes = last.TornBytes, BrokenSnapshots = _broken };
        return last;
    }

    private (long StartZxid, long EndZxid)? LoadSnapshot(Database database, SegmentReader newest)
    {
        while (newest.TryRead(out _))
        {
        }
        foreach (var zxid in folder.Snapshots())
        {
            var name = Snapshot.NameOf(zxid);
            bool isWhole;
            long end;
            using (var file = folder.Disk.OpenRead(name))
            {
                isWhole = SnapshotReader.IsWhole(file, out end);
                // One that holds what the log does not know belongs to a log that is gone: an older one, with the log, is the truth.
                if (isWhole && end <= newest.LastZxid)
                    return (SnapshotReader.Read(file, database), end);
            }
            if (isWhole)
                continue;
            folder.PutAside(name);
            _broken.Add(folder.Disk.Describe(name + DataFolder.BrokenSuffix));
        }
        return null;
    }

    private uint FirstNeeded(List<uint> segments, long snapshotZxid)
    {
        var first = segments.FindLastIndex(number => folder.ReadHeader(number).PreviousZxid <= snapshotZxid);
        return first >= 0 ? segments[first] : throw Missing($"the log begins with {SegmentHeader.NameOf(segments[0])}, and no snapshot reaches there", snapshotZxid);
    }

    private SegmentReader Replay(uint number, SegmentReader? before, long snapshotEnd, Database database, ReplayTransaction replay)
    {
        var segment = folder.OpenSegment(number);
        if (before is not null && segment.Header.PreviousZxid != before.LastZxid)
            throw Missing($"{SegmentHeader.NameOf(before.Header.Segment)} ends at transaction 0x{before.LastZxid:x}, where the next one begins behind 0x{segment.Header.PreviousZxid:x}", before.LastZxid);
        while (segment.TryRead(out var transaction))
        {
            if (segment.LastZxid <= database.LastZxid)
                continue;
            database.Forgiving = segment.LastZxid <= snapshotEnd;
            try
            {
                replay(transaction);
            }
            catch (TxnMismatchException e)
            {
                throw new DataDamagedException($"{SegmentHeader.NameOf(number)} does not fit what is before it. {e.Message}", e);
            }
            _replayed++;
        }
        return segment;
    }

    private static DataDamagedException Missing(string what, long zxid) => new(
        $"The data folder is not whole: {what}. At risk: all transactions behind 0x{zxid:x}. Restore the folder from a back-up, or give up what is missing with ZkDataFolder.Repair.");
}

/// <summary>Carries out one transaction of the log, header first.</summary>
internal delegate void ReplayTransaction(ReadOnlySpan<byte> transaction);
