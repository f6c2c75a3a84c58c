using FlinkZk.Server.Log;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Makes the files of a data folder of a state that came from elsewhere: one snapshot, and a log that begins after it and knows it. A crash in between leaves a
/// snapshot without a log, which no server starts from.
/// </summary>
internal static class StateFiles
{
    // The first server to start begins a segment of its own.
    private static readonly LogOptions Options = new() { SegmentSize = LogOptions.SectorSize };

    /// <summary>Writes the state where no log is, and nothing if that fails.</summary>
    public static void Write(IDisk disk, Database database, CancellationToken cancellationToken)
    {
        using var own = new OwnFiles(disk);
        var zxid = database.LastZxid;
        var snapshot = SnapshotFile.Write(own, zxid, content => new StateWriter(database, content).Write(cancellationToken), () => zxid);
        BeginLog(own, snapshot);
        own.Keep();
    }

    /// <summary>Begins a log behind a snapshot that holds the state after its last transaction, where no log is.</summary>
    public static void BeginLog(IDisk disk, SnapshotFile snapshot)
    {
        using var own = new OwnFiles(disk);
        using var log = LogWriter.Begin(own, Options, number: 1, previousZxid: snapshot.EndZxid);
        log.Append(snapshot.Mark);
        log.Close();
        own.Keep();
    }
}
