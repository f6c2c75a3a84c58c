using FlinkZk.Server.Log;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Storage;

/// <summary>Where a server keeps its state: a data folder, or nowhere but in memory. Owns folder, log and snapshots.</summary>
internal sealed class ServerStorage : IAsyncDisposable
{
    private readonly IDisposable? _folder;

    private ServerStorage(TransactionLog log, TransactionTap tap, ZkServerRecovery? recovery = null, Snapshotter? snapshotter = null, IDisposable? folder = null) =>
        (Log, Tap, Recovery, Snapshotter, _folder) = (log, tap, recovery, snapshotter, folder);

    /// <summary>The stage between Prepare and Apply.</summary>
    public TransactionLog Log { get; }

    /// <summary>Where a back-up hears what is applied.</summary>
    public TransactionTap Tap { get; }

    /// <summary>What was found at the start; null in memory.</summary>
    public ZkServerRecovery? Recovery { get; }

    /// <summary>Takes the snapshots; null in memory.</summary>
    public Snapshotter? Snapshotter { get; }

    /// <summary>Opens what the options say, and brings the state back.</summary>
    public static ServerStorage Open(ZkServerOptions options, Database database, Apply apply)
    {
        if (options.DataPath is not { } path)
        {
            var tap = new TransactionTap(database, apply.Run);
            return new(new MemoryLog(tap.Run), tap);
        }
        var folder = FolderGuard.Start(path);
        try
        {
            return Open(folder.Disk, LogOptionsOf(options), database, apply, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens a disk, and brings the state back.</summary>
    public static ServerStorage Open(IDisk disk, LogOptions options, Database database, Apply apply, DataFolder? folder = null)
    {
        var (recovery, tap) = (new StateRecovery(disk, database), new TransactionTap(database, apply.Run));
        Snapshotter? snapshotter = null;
        var log = new DurableLog(recovery.Run(options).Resume(), batch =>
        {
            tap.Run(batch);
            snapshotter!.Applied();
        });
        snapshotter = new(database, disk, options, log, recovery);
        var report = recovery.Report with { Findings = [.. folder?.Findings ?? [], .. recovery.Report.Findings] };
        return new(log, tap, report, snapshotter, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (Snapshotter is not null)
            await Snapshotter.DisposeAsync().ConfigureAwait(false);
        await Log.DisposeAsync().ConfigureAwait(false);
        _folder?.Dispose();
    }

    // The largest request decides how much can be under way when the disk turns out to be full: three batches, that request at the end of each.
    // No file may be so small that it is no room for that at all: writes are taken as long as the next one lies ready.
    private static LogOptions LogOptionsOf(ZkServerOptions options)
    {
        var defaults = new LogOptions();
        var reserve = (int)Math.Clamp(4L * (ILogBatch.MostBytes + options.MaxFrame), defaults.SpaceReserve, int.MaxValue);
        return defaults with
        {
            SpaceReserve = reserve,
            SegmentSize = Math.Max(ServerMemory.SegmentSize(options), reserve / 2),
            SnapshotsKept = Math.Max(defaults.SnapshotsKept, options.SnapshotsKept),
            SnapshotEvery = options.SnapshotEvery,
            PurgeInterval = options.PurgeInterval,
            TimeProvider = options.TimeProvider,
            Events = options.Events,
        };
    }
}
