namespace FlinkZk.Server.Journal;

/// <summary>Where a server keeps its state: a data folder, or nowhere but in memory. Owns folder, log and snapshots.</summary>
internal sealed class Storage : IAsyncDisposable
{
    private const long SegmentSize = 64L * 1024 * 1024;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly IDisposable? _folderLock;
    private readonly Snapshotter? _snapshotter;

    private Storage(TransactionLog log, ZkServerRecovery? recovery = null, IDisposable? folderLock = null, Snapshotter? snapshotter = null) =>
        (Log, Recovery, _folderLock, _snapshotter) = (log, recovery, folderLock, snapshotter);

    /// <summary>The stage between Prepare and Apply.</summary>
    public TransactionLog Log { get; }

    /// <summary>What was found at the start; null in memory.</summary>
    public ZkServerRecovery? Recovery { get; }

    /// <summary>Opens what the options say, and brings the state back.</summary>
    public static Storage Open(ZkServerOptions options, Database database, Apply apply)
    {
        if (options.DataPath is not { } path)
            return new(new MemoryLog { Committed = apply.Run, Lost = Apply.Drop });
        var disk = new FileDisk(path);
        try
        {
            return Open(disk, disk, options.SnapshotsKept, SegmentSize, Idle, database, apply);
        }
        catch
        {
            disk.Dispose();
            throw;
        }
    }

    /// <summary>Opens a disk, with segments of a size, and a mark when nothing came for <paramref name="idle"/>.</summary>
    public static Storage Open(IDisk disk, IDisposable? folderLock, int snapshotsKept, long segmentSize, TimeSpan idle, Database database, Apply apply)
    {
        var folder = new DataFolder(disk);
        var recovery = new Recovery(folder);
        var segment = NextSegment(disk, recovery.Load(database, apply.Replay), segmentSize);
        var log = new DurableLog(disk, segment, segmentSize, idle);
        var snapshotter = new Snapshotter(database, folder, log, snapshotsKept);
        log.Lost = Apply.Drop;
        log.Committed = batch =>
        {
            apply.Run(batch);
            snapshotter.Applied(batch);
        };
        return new(log, recovery.Report, folderLock, snapshotter);
    }

    /// <summary>Takes a snapshot now; null in memory.</summary>
    public long? TakeSnapshot(CancellationToken cancellationToken) => _snapshotter?.Take(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_snapshotter is not null)
            await _snapshotter.DisposeAsync().ConfigureAwait(false);
        await Log.DisposeAsync().ConfigureAwait(false);
        _folderLock?.Dispose();
    }

    // Each run writes segments of its own: what an earlier one wrote is never written again.
    private static Segment NextSegment(IDisk disk, SegmentReader? last, long size)
    {
        if (last is null)
            return Segment.Create(disk, number: 1, lastZxid: 0, size, firstBatch: 0);
        using var resumed = Segment.Resume(disk, last);
        return resumed.Next(disk, size, firstBatch: 0);
    }
}
