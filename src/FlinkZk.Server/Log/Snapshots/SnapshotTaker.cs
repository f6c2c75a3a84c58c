namespace FlinkZk.Server.Log;

/// <summary>Takes snapshots of a running server, one at a time, on a thread of the caller's that may block.</summary>
/// <param name="disk">Where they go.</param>
/// <param name="options">How many are kept.</param>
/// <param name="roll">Begins a new segment (<see cref="TxnLog{TBatch}.RollAsync"/>).</param>
/// <param name="mark">Makes one eligible (<see cref="TxnLog{TBatch}.MarkSnapshotAsync"/>).</param>
internal sealed class SnapshotTaker(IDisk disk, LogOptions options, Func<Task> roll, Func<SnapshotMark, Task> mark)
{
    /// <summary>Writes one while transactions go on, makes it eligible, and deletes what it makes superfluous, unless that has a time of its own.</summary>
    /// <param name="appliedZxid">The last transaction in the state; asked before and after the content is written.</param>
    /// <param name="content">Writes the state, each part of it in one piece (a node under its lock).</param>
    /// <returns>The snapshot; null if there is one already of this very state.</returns>
    public async Task<SnapshotFile?> TakeAsync(Func<long> appliedZxid, Action<Stream> content)
    {
        // Segments are deleted whole: a new one near the start lets those before it go as soon as this is the oldest snapshot kept.
        await roll().ConfigureAwait(false);
        var start = appliedZxid();
        if (start == 0 || disk.List().Contains(LogFiles.Snapshot(start)))
            return null;
        var snapshot = SnapshotFile.Write(disk, start, content, appliedZxid);
        await mark(snapshot.Mark).ConfigureAwait(false);
        if (options.PurgeInterval is null)
            Purge();
        return snapshot;
    }

    /// <summary>Deletes what no start needs any more.</summary>
    public void Purge() => SnapshotRetention.Prune(disk, options.SnapshotsKept);
}
