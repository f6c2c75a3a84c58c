using System.Collections.Concurrent;
using System.Threading.Channels;
using FlinkZk.Wire;

namespace FlinkZk.Server.Journal;

/// <summary>
/// The write-ahead log. One thread of its own writes and syncs, because it blocks: a batch at a time, as much as gathered while the one
/// before was synced. Only then the batch is applied, on the same thread: nobody reads what a crash can undo. Prepare fills the other
/// batch meanwhile.
/// </summary>
internal sealed class DurableLog : TransactionLog
{
    private readonly IDisk _disk;
    private readonly long _segmentSize;
    private readonly TimeSpan _idle;
    private readonly Channel<Batch> _free = Channel.CreateBounded<Batch>(2);
    private readonly BlockingCollection<Batch> _full = [];
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Segment _segment; // the log's thread
    private bool _marked = true;
    private volatile bool _rotate;
    private volatile Exception? _failure;

    /// <summary>A log that goes on in <paramref name="segment"/>.</summary>
    /// <param name="disk">Where it lies.</param>
    /// <param name="segment">The segment to write.</param>
    /// <param name="segmentSize">Bytes of a segment.</param>
    /// <param name="idle">How long nothing has to come until the last batch is covered by a mark.</param>
    public DurableLog(IDisk disk, Segment segment, long segmentSize, TimeSpan idle)
    {
        (_disk, _segment, _segmentSize, _idle) = (disk, segment, segmentSize, idle);
        _free.Writer.TryWrite(new());
        _thread = new(Run) { Name = "FlinkZk log", IsBackground = true };
        _thread.Start();
    }

    public override Exception? Failure => _failure;

    public override int BeginRecord(WireBuffer bytes)
    {
        var start = bytes.Length;
        bytes.Append(LogRecord.HeaderSize).Clear();
        return start;
    }

    public override void EndRecord(WireBuffer bytes, int start, long zxid)
    {
        var length = bytes.Length - start - LogRecord.HeaderSize;
        bytes.Append(LogRecord.Align(length) - length).Clear();
        var record = bytes.WrittenSpan[start..];
        LogRecord.Begin(record, LogRecordKind.Transaction, length, zxid, Crc32C.Of(record.Slice(LogRecord.HeaderSize, length)));
    }

    public override async ValueTask<Batch> CommitAsync(Batch batch)
    {
        if (Failure is { } failure)
            throw Closed(failure);
        _full.Add(batch);
        try
        {
            return await _free.Reader.ReadAsync().ConfigureAwait(false);
        }
        catch (ChannelClosedException) when (Failure is not null)
        {
            throw Closed(Failure);
        }
    }

    /// <summary>Begins a new segment with the next batch: what lies before it can be deleted once a snapshot has it.</summary>
    public void RotateSoon() => _rotate = true;

    public override async ValueTask DisposeAsync()
    {
        _full.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
        _full.Dispose();
    }

    private void Run()
    {
        Batch? batch = null;
        try
        {
            while (true)
            {
                if (_full.TryTake(out batch, _marked ? Timeout.InfiniteTimeSpan : _idle))
                    Write(batch);
                else if (_full.IsCompleted)
                    break;
                else
                    Mark();
            }
            _segment.Finish(LogRecordKind.Closed);
        }
        catch (Exception e)
        {
            // Nothing of this batch or after it is acknowledged, applied or tried again: nobody knows what of it is on disk.
            _failure = e;
            if (batch is not null)
                Lost(batch);
            _free.Writer.TryComplete(e);
        }
        finally
        {
            _segment.Dispose();
            _ended.TrySetResult();
        }
    }

    private void Write(Batch batch)
    {
        if (batch.LastZxid != 0)
        {
            if (_rotate || !_segment.Fits(batch.Bytes.Length))
                Rotate(batch.Bytes.Length);
            _segment.Append(batch.Bytes.WrittenSpan, batch.LastZxid);
            _marked = false;
        }
        Committed(batch);
        batch.Clear();
        _free.Writer.TryWrite(batch);
    }

    private void Rotate(int firstBatch)
    {
        _rotate = false;
        var next = _segment.Next(_disk, _segmentSize, firstBatch);
        _segment.Dispose();
        _segment = next;
    }

    private void Mark()
    {
        // Without room for it the next segment's header says as much.
        if (!_segment.TryMark())
            Rotate(firstBatch: 0);
        _marked = true;
    }

    private static IOException Closed(Exception cause) => new($"The log cannot be written any more: {cause.Message}", cause);
}
