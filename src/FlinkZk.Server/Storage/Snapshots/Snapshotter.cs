using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Log;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Storage;

/// <summary>Takes snapshots in the background when <see cref="SnapshotPolicy"/> says so, and deletes what they make superfluous, unless that has a time of its own.</summary>
internal sealed class Snapshotter : IAsyncDisposable
{
    private readonly Database _database;
    private readonly DurableLog _log;
    private readonly IDisk _disk;
    private readonly LogOptions _options;
    private readonly ServerLog _events;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly TimeProvider _time;
    private readonly ITimer? _purge;
    private readonly object _gate = new();
    private Task _running = Task.CompletedTask;
    private long _startZxid;
    private long _startBytes;
    private long _snapshotBytes;
    private volatile Exception? _failure;
    private long _failures;

    public Snapshotter(Database database, IDisk disk, LogOptions options, DurableLog log, StateRecovery recovered)
    {
        (_database, _disk, _options, _log, _events) = (database, disk, options, log, options.Events);
        (_time, Time) = (options.TimeProvider, new(options.TimeProvider));
        _purge = options.PurgeInterval is { } interval ? options.TimeProvider.CreateTimer(_ => _ = PurgeAsync(), null, interval, interval) : null;
        (_startZxid, _startBytes, _snapshotBytes) = (recovered.Report.Snapshot ?? 0, -recovered.ReplayedBytes, recovered.SnapshotBytes);
    }

    /// <summary>How long snapshots took, in ticks of the clock.</summary>
    public Distribution Time { get; }

    /// <summary>Snapshots that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Why the last snapshot could not be taken; null if it could. The log goes on without, and grows.</summary>
    public Exception? Failure => _failure;

    /// <summary>Hears that a batch was applied. Apply only.</summary>
    public void Applied()
    {
        var (records, bytes) = (_database.LastZxid - Volatile.Read(ref _startZxid), _log.BytesWritten - Volatile.Read(ref _startBytes));
        if (SnapshotPolicy.IsDue(records, bytes, Volatile.Read(ref _snapshotBytes), _options.SnapshotEvery))
            _ = TakeAsync();
    }

    /// <summary>Takes a snapshot, or waits for the one that is being taken.</summary>
    public Task TakeAsync()
    {
        lock (_gate)
        {
            if (_running.IsCompleted && !_stop.IsCancellationRequested)
            {
                // A snapshot that fails is not tried again at once.
                Volatile.Write(ref _startZxid, _database.LastZxid);
                Volatile.Write(ref _startBytes, _log.BytesWritten);
                _running = Task.Run(TakeQuietlyAsync);
            }
            return _running;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _stop.Cancel();
            running = _running;
        }
        if (_purge is not null)
            await _purge.DisposeAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A purge that began before waits for nothing but the disk.
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        _oneAtATime.Dispose();
        _stop.Dispose();
    }

    private async Task PurgeAsync()
    {
        try
        {
            await _oneAtATime.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
        try
        {
            Purge();
        }
        catch (IOException e)
        {
            _events.Warning(ZkServerLogEvents.PurgeFailed, $"Old snapshots and segments could not be deleted: {e.Message}", e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private void Purge() => SnapshotRetention.Prune(_disk, _options.SnapshotsKept);

    private async Task TakeQuietlyAsync()
    {
        var began = _time.GetTimestamp();
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            var taken = await SnapshotFile.TakeAsync(_disk, _log.RollAsync, _log.MarkSnapshotAsync, () => _database.LastZxid, content => new StateWriter(_database, content).Write(_stop.Token)).ConfigureAwait(false);
            _failure = null;
            if (taken is null)
                return;
            if (_options.PurgeInterval is null)
                Purge();
            Volatile.Write(ref _snapshotBytes, taken.Length);
            Time.Add(_time.GetTimestamp() - began);
            _events.Information(ZkServerLogEvents.SnapshotTaken, $"Snapshot {taken.Name} of {taken.Length} bytes was taken.");
        }
        catch (Exception e)
        {
            // Nothing is lost by it, whatever it is; who looks after the server is told.
            _failure = e;
            Interlocked.Increment(ref _failures);
            if (!_stop.IsCancellationRequested)
                _events.Warning(ZkServerLogEvents.SnapshotFailed, $"No snapshot could be taken, so the log grows: {e.Message}", e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
