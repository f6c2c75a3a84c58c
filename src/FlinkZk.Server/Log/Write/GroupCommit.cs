using FlinkZk.Server.Diagnostics;

namespace FlinkZk.Server.Log;

/// <summary>
/// Group commit. One stage fills a batch while a thread of the log's own, which may block, writes and syncs the one before; then the batch goes on to
/// <c>durable</c>, in the order of its transactions. Nothing reaches <c>durable</c> that a crash could undo.
/// <code>
///   filler                          log thread                   durable
///   RentAsync -> fill -> Return --> write, sync --> durable(batch) --> Recycle
///       ^ the same batch again, as long as the log is busy              |
///       '------------------------- an empty batch ----------------------'
/// </code>
/// Fields below the gate are read and written inside it; the writer belongs to the log thread alone.
/// </summary>
internal sealed class GroupCommit<TBatch> : IAsyncDisposable
    where TBatch : class, ILogBatch
{
    // fsync.warningthresholdms of Java's
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly LogWriter _writer;
    private readonly Action<TBatch> _durable;
    private readonly LogOptions _options;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasRoom;
    private readonly LogRate _slowness;
    private long _bytesWritten;
    private long _slowSyncs;

    private readonly object _gate = new();
    private readonly Stack<TBatch> _empty;
    private readonly Queue<(Action<LogWriter> Step, TaskCompletionSource Done)> _steps = new();
    private TBatch? _filling;
    private bool _rented;
    private TaskCompletionSource? _renter;
    private bool _timerFired;
    private bool _stopping;

    /// <summary>Starts the log thread.</summary>
    /// <param name="writer">The log's end; owned from here on.</param>
    /// <param name="batches">All batches there are: one to fill, one to write, and one for each that may be under way behind.</param>
    /// <param name="durable">Takes each batch, on the log thread, once it is safe; it or a later stage calls <see cref="Recycle"/>.</param>
    public GroupCommit(LogWriter writer, IEnumerable<TBatch> batches, Action<TBatch> durable)
    {
        (_writer, _durable, _options) = (writer, durable, writer.Options);
        _empty = new(batches);
        _filling = _empty.Pop();
        _hasRoom = writer.IsBegun;
        (SyncTime, _slowness) = (new(_options.TimeProvider), new(_options.TimeProvider, most: 1));
        _timer = _options.TimeProvider.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { Name = "FlinkZk log", IsBackground = true }.Start();
    }

    /// <summary>Ends when the log is closed; faults with the <see cref="LogFailedException"/> that ended it, or with what <c>durable</c> threw.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Whether new writes may be taken. False while the disk is full: refuse them before they get a zxid, and keep reading.</summary>
    public bool HasRoom => _hasRoom;

    /// <summary>How long it took to write and sync a batch, in ticks of the clock.</summary>
    public Distribution SyncTime { get; }

    /// <summary>How often that took <see cref="Slow"/> or more.</summary>
    public long SlowSyncs => Interlocked.Read(ref _slowSyncs);

    /// <summary>Bytes logged since the start.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>The batch to fill, at once while it has room. One filler, which returns it soon: the log waits for it.</summary>
    /// <exception cref="LogFailedException">The log failed.</exception>
    public async ValueTask<TBatch> RentAsync(CancellationToken cancellationToken = default)
    {
        for (; ; )
        {
            Task room;
            lock (_gate)
            {
                if (_completion.Task.IsCompleted)
                    break;
                if (_filling is not null && !ILogBatch.IsFull(_filling))
                {
                    _rented = true;
                    return _filling;
                }
                room = (_renter = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        await _completion.Task.ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(GroupCommit<TBatch>), "The log is closed.");
    }

    /// <summary>Gives the rented batch back; the log takes it when it is free.</summary>
    public void Return(TBatch batch)
    {
        lock (_gate)
        {
            if (!_rented || batch != _filling)
                throw new InvalidOperationException("This batch is not rented.");
            _rented = false;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes a batch that went through <c>durable</c>, emptied, to be filled again.</summary>
    public void Recycle(TBatch batch)
    {
        lock (_gate)
        {
            _empty.Push(batch);
            if (_filling is null)
                NextToFill();
        }
    }

    /// <summary>Begins the next segment.</summary>
    public Task RollAsync() => PostAsync(static writer => writer.Roll());

    /// <summary>Makes a snapshot one to start from; done when that is durable.</summary>
    public Task MarkSnapshotAsync(SnapshotMark mark) => PostAsync(writer => writer.Append(mark));

    /// <summary>Writes what was returned, marks the end and closes. Failures are told by <see cref="Completion"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        await _completion.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task PostAsync(Action<LogWriter> step)
    {
        lock (_gate)
        {
            if (_completion.Task.IsCompleted)
                return _completion.Task.IsFaulted ? _completion.Task : Task.FromException(new ObjectDisposedException(nameof(GroupCommit<TBatch>)));
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _steps.Enqueue((step, done));
            Monitor.Pulse(_gate);
            return done.Task;
        }
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            if (!_hasRoom)
                TellRoom(false);
            MakeRoom();
            while (Take(out var batch, out var step))
                if (batch is not null)
                    Commit(batch);
                else
                    Do(step);
            _writer.Close();
        }
        catch (Exception e)
        {
            failure = e;
        }
        End(failure);
    }

    // Log thread: waits for the next thing to do. A full batch first, so that little can come between it and its waiters.
    private bool Take(out TBatch? batch, out (Action<LogWriter> Step, TaskCompletionSource? Done) step)
    {
        (batch, step) = (null, default);
        lock (_gate)
        {
            for (; ; Monitor.Wait(_gate))
                if (!_rented && _filling is { Requests: > 0 })
                {
                    batch = _filling;
                    NextToFill();
                    return true;
                }
                else if (_steps.TryDequeue(out var posted))
                {
                    step = posted;
                    return true;
                }
                else if (_timerFired)
                {
                    _timerFired = false;
                    step = (static writer => writer.Mark(), null);
                    return true;
                }
                // A batch that is still rented was not finished, and nobody was told of it.
                else if (_stopping)
                {
                    return false;
                }
        }
    }

    private void Commit(TBatch batch)
    {
        var written = batch.Records.Length > 0;
        if (written)
        {
            var began = _options.TimeProvider.GetTimestamp();
            _writer.Append(batch.Records);
            SyncTime.Add(_options.TimeProvider.GetTimestamp() - began);
            TellIfSlow(_options.TimeProvider.GetElapsedTime(began), batch.Records.Length);
        }
        _durable(batch);
        if (written)
            Wrote();
    }

    private void Do((Action<LogWriter> Step, TaskCompletionSource? Done) step)
    {
        try
        {
            step.Step(_writer);
            // First: whoever waited for the step sees by HasRoom what it left.
            MakeRoom();
            step.Done?.SetResult();
        }
        catch (DiskFullException e) when (!_writer.IsBegun)
        {
            // It asked for what has to wait until there is room; nothing was tried.
            step.Done?.SetException(e);
        }
        catch (Exception e)
        {
            step.Done?.SetException(e);
            throw;
        }
    }

    private void Wrote()
    {
        Interlocked.Exchange(ref _bytesWritten, _writer.BytesWritten);
        if (MakeRoom())
            _timer.Change(_options.MarkAfter, Timeout.InfiniteTimeSpan);
    }

    // After what is due has been acknowledged. On a full disk it is tried again and again.
    private bool MakeRoom()
    {
        var made = _writer.TryMakeRoom();
        if (_hasRoom != _writer.HasRoom)
            TellRoom(_writer.HasRoom);
        _hasRoom = _writer.HasRoom;
        if (!made)
            _timer.Change(_options.SpaceRetry, Timeout.InfiniteTimeSpan);
        return made;
    }

    private void TellIfSlow(TimeSpan took, int bytes)
    {
        if (took < Slow)
            return;
        Interlocked.Increment(ref _slowSyncs);
        if (_slowness.IsDue(out var before))
            _options.Events.Warning(ZkServerLogEvents.DiskSlow, $"The disk took {took.TotalMilliseconds:0} ms to make {bytes} bytes safe: every write waited for that.{before}");
    }

    private void TellRoom(bool room)
    {
        if (room)
            _options.Events.Information(ZkServerLogEvents.DiskHasRoom, $"There is room on the disk again: writes are taken.");
        else
            _options.Events.Error(ZkServerLogEvents.DiskFull, $"The disk is full: writes are refused, reads work. They are taken again as soon as there is room.");
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerFired = true;
            Monitor.Pulse(_gate);
        }
    }

    // Inside the gate. Whoever waits for room looks again.
    private void NextToFill()
    {
        _filling = _empty.TryPop(out var batch) ? batch : null;
        _renter?.TrySetResult();
        _renter = null;
    }

    private void End(Exception? failure)
    {
        _hasRoom = false;
        try
        {
            if (failure is not null)
                _options.Events.Error(ZkServerLogEvents.LogFailed, $"Nothing can be written any more until the server is started anew: {failure.Message}", failure);
            _timer.Dispose();
            _writer.Dispose();
        }
        catch (OutOfMemoryException)
        {
            // Who waits is told below, and by what it is.
        }
        lock (_gate)
        {
            if (failure is null)
                _completion.SetResult();
            else
                _completion.SetException(failure);
            foreach (var (_, done) in _steps)
                done.TrySetException(failure ?? new ObjectDisposedException(nameof(GroupCommit<TBatch>)));
            _steps.Clear();
            _renter?.TrySetResult();
        }
    }
}
