namespace FlinkZk.Server.Log;

/// <summary>
/// Deletes what no start needs any more: snapshots beyond the newest few, then segments that end before the first transaction of the oldest kept.
/// In that order: a crash in between leaves a log without its snapshot, which costs nothing, never a snapshot without its log.
/// </summary>
internal static class SnapshotRetention
{
    /// <summary>Prunes; called when the newest snapshot has its mark in the log.</summary>
    /// <param name="disk">Where.</param>
    /// <param name="kept">Snapshots to keep; fewer than that, and nothing is deleted.</param>
    public static void Prune(IDisk disk, int kept)
    {
        var snapshots = LogFiles.Snapshots(disk.List());
        if (snapshots.Count < kept)
            return;
        foreach (var zxid in snapshots.Skip(kept))
            disk.Delete(LogFiles.Snapshot(zxid));
        disk.SyncDirectory();

        var segments = SegmentFile.FindAll(disk);
        for (var i = 0; i + 1 < segments.Count && segments[i + 1] is { Problem: null } next && next.PreviousZxid < snapshots[kept - 1]; i++)
            disk.Delete(segments[i].Name);
    }
}
