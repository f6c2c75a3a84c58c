namespace FlinkZk.Server.Log;

/// <summary>Takes one transaction of the log; the payload is valid during the call.</summary>
internal delegate void ReplayTransaction(long zxid, ReadOnlySpan<byte> payload);

/// <summary>
/// What a directory holds: the newest snapshot that may be started from, and the transactions after it; together everything that was ever acknowledged.
/// Opening reads and verifies all of it and changes nothing, so a start that is refused leaves the disk as it was.
/// <code>
/// var found = LogRecovery.Open(disk, options);      // or LogDamagedException
/// if (found.Snapshot is { } s) ... s.OpenContent()  // state up to s.StartZxid, in part up to s.EndZxid
/// found.Replay((zxid, transaction) => ...);
/// var writer = found.Resume();
/// </code>
/// </summary>
internal sealed class LogRecovery
{
    private readonly IDisk _disk;
    private readonly LogOptions _options;
    private readonly List<(string Name, string Suffix)> _toSetAside = [];
    private readonly List<string> _findings = [];
    private LogChain? _chain;
    private LogEnd? _end;

    private LogRecovery(IDisk disk, LogOptions options) => (_disk, _options) = (disk, options);

    /// <summary>The snapshot to start from; null starts from nothing.</summary>
    public SnapshotFile? Snapshot { get; private set; }

    /// <summary>The last transaction; 0 if there is none.</summary>
    public long LastZxid => _end?.LastZxid ?? 0;

    /// <summary>What stands behind the last transaction and is no whole write, or null.</summary>
    public TornTail? TornTail => _end?.TornTail;

    /// <summary>What an operator should know, as sentences: a torn tail, a snapshot that was not used. Empty after a clean stop.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Verifies snapshots and log.</summary>
    /// <exception cref="LogDamagedException">Something acknowledged may be missing.</exception>
    public static LogRecovery Open(IDisk disk, LogOptions options)
    {
        var recovery = new LogRecovery(disk, options);
        var snapshots = LogFiles.Snapshots(disk.List());
        var segments = SegmentFile.FindAll(disk);
        if (segments.Count > 0)
            recovery.Open(segments, snapshots);
        else if (snapshots.Count > 0)
            throw new LogDamagedException(disk.PathOf(LogFiles.Snapshot(snapshots[0])), 0, "there is a snapshot, but no log", snapshots[0] + 1, long.MinValue);
        return recovery;
    }

    /// <summary>Every transaction after the snapshot's start, in order. Those up to its end may be in it already.</summary>
    public void Replay(ReplayTransaction replay)
    {
        var after = Snapshot?.StartZxid ?? 0;
        _chain?.Read((in RecordHeader record, ReadOnlySpan<byte> payload) =>
        {
            if (record.Kind == RecordKind.Transaction && record.Zxid > after)
                replay(record.Zxid, payload);
        });
    }

    /// <summary>
    /// Tidies up and begins a new segment, so nothing is ever written behind a torn tail, whose bytes could otherwise be taken for records again. On a full
    /// disk the segment is begun once there is room; what was found can be read at once.
    /// </summary>
    public LogWriter Resume()
    {
        foreach (var name in _disk.List().Where(static name => LogFiles.IsTemporary(name) || LogFiles.IsUnlogged(name)))
            _disk.Delete(name);
        foreach (var (name, suffix) in _toSetAside)
            Log.SetAside.Move(_disk, name, suffix);
        return _end is null
            ? LogWriter.Begin(_disk, _options, number: 1, previousZxid: 0)
            : LogWriter.Begin(_disk, _options, _end.Newest.Number + 1, LastZxid, () => EndLast(_end));
    }

    private void EndLast(LogEnd end)
    {
        using var last = SegmentWriter.Continue(_disk.OpenToWrite(end.Newest.Name), end.Newest.Header, end.Position, end.LastZxid);
        last.End();
    }

    private void Open(List<SegmentFile> segments, List<long> snapshots)
    {
        var unlogged = new List<SnapshotFile>();
        foreach (var zxid in snapshots)
        {
            if (SnapshotFile.Verify(_disk, zxid, out var snapshot) is { } problem)
                SetAside(LogFiles.Snapshot(zxid), LogFiles.Broken, $"its seal is bad ({problem})");
            else if (Verify(segments, zxid).Contains(snapshot!.Mark))
                Snapshot = snapshot;
            else
                unlogged.Add(snapshot);
            if (Snapshot is not null)
                break;
        }
        if (Snapshot is null)
            VerifyFromBeginning(segments);

        foreach (var snapshot in unlogged)
            SetAside(snapshot.Name, LogFiles.Unlogged, "the log does not know it");
        RefuseSnapshotsBeyond(snapshots, unlogged);
        if (TornTail is { } tail)
            _findings.Add(tail.ToString());
        if (_end!.IsChangedBehind)
            _findings.Add($"{_disk.PathOf(_end.Newest.Name)}, offset {_end.Position}: what is behind the end was changed after the server had stopped. No transaction is lost by it.");
    }

    // A copy of one of the damaged snapshots would do, so they are named.
    private void VerifyFromBeginning(List<SegmentFile> segments)
    {
        try
        {
            Verify(segments, snapshot: 0);
        }
        catch (LogDamagedException e) when (e.Fault is null && _toSetAside.Count > 0)
        {
            throw new LogDamagedException(e.Path, e.Offset, $"{e.Problem}; damaged: {string.Join(", ", _toSetAside.Select(file => file.Name))}", e.FirstAtRisk, e.LastAtRisk);
        }
    }

    private HashSet<SnapshotMark> Verify(List<SegmentFile> segments, long snapshot)
    {
        var marks = new HashSet<SnapshotMark>();
        _chain = LogChain.From(_disk, segments, snapshot);
        _end = _chain.Read((in RecordHeader record, ReadOnlySpan<byte> payload) =>
        {
            if (record.Kind == RecordKind.Snapshot)
                marks.Add(SnapshotMark.Read(payload));
        });
        return marks;
    }

    // A snapshot holds only what was in the log before. One that reaches further is not ours, or the log has lost its end; nobody can tell which.
    private void RefuseSnapshotsBeyond(List<long> snapshots, List<SnapshotFile> unlogged)
    {
        foreach (var reach in unlogged.Select(static s => (Start: s.StartZxid, s.EndZxid)).Concat(snapshots.Select(static zxid => (zxid, zxid))))
            if (reach.Item2 > LastZxid)
                throw new LogDamagedException(
                    _disk.PathOf(LogFiles.Snapshot(reach.Item1)), 0, $"the snapshot reaches to 0x{reach.Item2:x}, but the log ends with 0x{LastZxid:x}",
                    LastZxid + 1, reach.Item2, new(_end!.Newest.Number, _end.Position, Snapshot: reach.Item1));
    }

    private void SetAside(string name, string suffix, string why)
    {
        _toSetAside.Add((name, suffix));
        _findings.Add($"{_disk.PathOf(name)} is not used and set aside: {why}. {(suffix == LogFiles.Broken ? "An older one and the log hold everything." : "The log holds everything.")}");
    }
}
