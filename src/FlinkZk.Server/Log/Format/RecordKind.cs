namespace FlinkZk.Server.Log;

/// <summary>What a record is. Zero is none: a reserved part of a segment is zeros.</summary>
internal enum RecordKind
{
    /// <summary>A transaction; its zxid is one more than that of the one before.</summary>
    Transaction = 1,

    /// <summary>A snapshot that may be used from here on (<see cref="SnapshotMark"/>).</summary>
    Snapshot = 2,

    /// <summary>The segment's last record: the next segment exists.</summary>
    Trailer = 3,

    /// <summary>
    /// Beyond the end, on a sector of its own, and no part of the sequence: it only promises that everything before the end was synced. So the
    /// last batch is covered too, whichever sector is lost. The next batch may overwrite it.
    /// </summary>
    Mark = 4,

    /// <summary>The log's last record after a clean stop: nothing of it follows, whatever stands behind. The next start puts the trailer in its place.</summary>
    Closed = 5,
}
