using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>The write-ahead log as a stage: batches are written and synced on its own thread, and applied there: nobody reads what a crash can undo.</summary>
internal sealed class DurableLog : TransactionLog
{
    private readonly GroupCommit<Batch> _log;

    /// <summary>A log that goes on where <paramref name="writer"/> does.</summary>
    public DurableLog(LogWriter writer, Action<Batch> apply) => _log = new(writer, [new(), new(), new()], batch =>
    {
        apply(batch);
        batch.Clear();
        _log!.Recycle(batch);
    });

    public override Task Completion => _log.Completion;

    public override bool HasRoom => _log.HasRoom;

    public override Distribution SyncTime => _log.SyncTime;

    public override long SlowSyncs => _log.SlowSyncs;

    /// <summary>Bytes logged since the start.</summary>
    public long BytesWritten => _log.BytesWritten;

    public override int BeginRecord(WireBuffer records) => RecordEncoder.Begin(records);

    public override void EndRecord(WireBuffer records, int start, long zxid) => RecordEncoder.End(records, start, zxid);

    public override ValueTask<Batch> RentAsync() => _log.RentAsync();

    public override void Return(Batch batch)
    {
        _log.Return(batch);
        // It may have failed since the batch was rented. Looked at afterwards: a failure from here on finds the batch in the log.
        if (_log.Completion.IsFaulted)
            _log.Completion.GetAwaiter().GetResult();
    }

    /// <summary>Begins the next segment.</summary>
    public Task RollAsync() => _log.RollAsync();

    /// <summary>Makes a snapshot one to start from.</summary>
    public Task MarkSnapshotAsync(SnapshotMark mark) => _log.MarkSnapshotAsync(mark);

    public override ValueTask DisposeAsync() => _log.DisposeAsync();
}
