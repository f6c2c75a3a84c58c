using FlinkZk.Server.Diagnostics;

namespace FlinkZk.Server.Log;

/// <summary>How the log is kept.</summary>
internal sealed record LogOptions
{
    /// <summary>What a disk writes or loses as one: a page, and the sector of today's disks.</summary>
    public const int SectorSize = 4096;

    /// <summary>Room for records in a segment, reserved at once: ZooKeeper's preAllocSize and etcd's segment have the same size.</summary>
    public int SegmentSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// Room that must be left, as long as the next segment cannot be made, for writes to be taken: what can be on its way already, three batches
    /// of 1 MiB and the largest request in each, fits into it.
    /// </summary>
    public int SpaceReserve { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long nothing is written until the end is marked. Longer than the pause between two requests of one client, so that those do not wait for it.</summary>
    public TimeSpan MarkAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often room for the next segment is looked for on a full disk.</summary>
    public TimeSpan SpaceRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Snapshots that are kept, with the log since the oldest: two, so that one may turn out bad.</summary>
    public int SnapshotsKept { get; init; } = 2;

    /// <summary>Transactions after which the next snapshot is due.</summary>
    public int SnapshotEvery { get; init; } = SnapshotPolicy.MostRecords;

    /// <summary>How often superfluous snapshots and segments are deleted; null is after each snapshot.</summary>
    public TimeSpan? PurgeInterval { get; init; }

    /// <summary>The clock for all of it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where it is told that the disk is full or has room again, that a snapshot was taken, or that something failed.</summary>
    public ServerLog Events { get; init; }

    /// <summary>The length of a segment's file: its records, and the sector behind them for a mark.</summary>
    public static long Reserve(int records) => RoundUp(records) + SectorSize;

    /// <summary>The first sector at or after a position.</summary>
    public static long RoundUp(long position) => (position + SectorSize - 1) / SectorSize * SectorSize;
}
