using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>Brings the state back: the snapshot that the log names, then the transactions behind it.</summary>
internal sealed class StateRecovery(IDisk disk, Database database)
{
    private const long WorthCollecting = 64 * 1024 * 1024;

    private readonly TransactionExecutor _inSnapshot = new(new ReplayedChanges(database), new());
    private readonly TransactionExecutor _behindSnapshot = new(new StateChanges(database), new());
    private long _replayed;

    /// <summary>What was found.</summary>
    public ZkServerRecovery Report { get; private set; } = new() { Replayed = 0, TornBytes = 0, Findings = [] };

    /// <summary>Bytes of the transactions that were replayed.</summary>
    public long ReplayedBytes { get; private set; }

    /// <summary>The size of the snapshot that was loaded; 0 without.</summary>
    public long SnapshotBytes { get; private set; }

    /// <summary>Loads everything into an empty database, and changes nothing on the disk.</summary>
    /// <returns>The log, to go on with.</returns>
    /// <exception cref="DataDamagedException">Something that was acknowledged may be missing.</exception>
    public LogRecovery Run(LogOptions options)
    {
        try
        {
            var found = LogRecovery.Open(disk, options);
            Load(found.Snapshot);
            found.Replay((zxid, txn) => Replay(txn, isInSnapshot: zxid <= found.Snapshot?.EndZxid));
            CheckWhole();
            database.Quotas.Recount();
            GiveBackMemory();
            Report = new() { Snapshot = found.Snapshot?.StartZxid, Replayed = _replayed, TornBytes = found.TornTail?.Length ?? 0, Findings = found.Findings };
            return found;
        }
        catch (LogDamagedException e)
        {
            throw e.ToDataDamaged();
        }
    }

    // What reading a large state left behind would stay with the process: a server that idles has no reason to collect.
    private void GiveBackMemory()
    {
        if (SnapshotBytes + ReplayedBytes > WorthCollecting)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Load(SnapshotFile? snapshot)
    {
        if (snapshot is null)
            return;
        using var content = snapshot.OpenContent(disk);
        try
        {
            StateReader.Read(content, database);
        }
        catch (WireFormatException e)
        {
            throw new DataDamagedException($"{disk.PathOf(snapshot.Name)} is whole, but cannot be read: {e.Message} Restore the folder from a copy.", e);
        }
        (database.LastZxid, SnapshotBytes) = (snapshot.StartZxid, snapshot.Length);
    }

    private void Replay(ReadOnlySpan<byte> txn, bool isInSnapshot)
    {
        try
        {
            (isInSnapshot ? _inSnapshot : _behindSnapshot).Replay(txn);
        }
        catch (Exception e) when (e is TxnMismatchException or WireFormatException)
        {
            throw Mismatch(e);
        }
        _replayed++;
        ReplayedBytes += txn.Length;
    }

    private void CheckWhole()
    {
        try
        {
            ReplayedChanges.CheckWhole(database.Tree);
        }
        catch (TxnMismatchException e)
        {
            throw Mismatch(e);
        }
    }

    private DataDamagedException Mismatch(Exception e) => new($"The log in {disk.PathOf("")} does not fit the state before it. {e.Message} Restore the folder from a copy.", e);
}
