using FlinkZk.Server.Log;

namespace FlinkZk.Server;

/// <summary>
/// Makes a data folder of a state that came from elsewhere: one snapshot, and a log that begins after it and knows it. A crash in between leaves a
/// snapshot without a log, which no server starts from.
/// </summary>
internal static class NewFolder
{
    // The first server to start begins a segment of its own.
    private static readonly LogOptions Options = new() { SegmentSize = LogOptions.SectorSize };

    /// <summary>Refuses a folder in which something is.</summary>
    public static void EnsureEmpty(IDisk disk)
    {
        var names = disk.List();
        if (LogFiles.Segments(names).Count + LogFiles.Snapshots(names).Count > 0)
            throw new IOException($"{disk.PathOf("")} holds data already. Choose an empty folder, or a new one.");
    }

    /// <summary>Writes the state into an empty folder, and nothing if that fails.</summary>
    public static void Write(IDisk disk, Database database, CancellationToken cancellationToken)
    {
        EnsureEmpty(disk);
        var zxid = database.LastZxid;
        try
        {
            var snapshot = SnapshotFile.Write(disk, zxid, content => new StateWriter(database, content).Write(cancellationToken), () => zxid);
            using var log = LogWriter.Begin(disk, Options, number: 1, previousZxid: zxid);
            log.Append(snapshot.Mark);
            log.Close();
        }
        catch
        {
            foreach (var name in disk.List().Where(static name => LogFiles.IsTemporary(name) || name.StartsWith("log.", StringComparison.Ordinal) || name.StartsWith("snapshot.", StringComparison.Ordinal)))
                disk.Delete(name);
            throw;
        }
    }
}
