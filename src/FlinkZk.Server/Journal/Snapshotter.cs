namespace FlinkZk.Server.Journal;

/// <summary>Takes snapshots in the background when <see cref="SnapshotPolicy"/> says so, then deletes what is not needed any more.</summary>
internal sealed class Snapshotter(Database database, DataFolder folder, DurableLog log, int kept) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private Task _running = Task.CompletedTask;
    private long _since = database.LastZxid; // Apply
    private long _bytes;

    /// <summary>Why the last snapshot failed; null if it did not. The log goes on without, and grows.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Hears of each batch that was applied. Apply only.</summary>
    public void Applied(Batch batch)
    {
        _bytes += batch.Bytes.Length;
        if (!SnapshotPolicy.IsDue(database.LastZxid - _since, _bytes))
            return;
        (_since, _bytes) = (database.LastZxid, 0);
        lock (_gate)
            if (_running.IsCompleted && !_stop.IsCancellationRequested)
                _running = Task.Run(TakeQuietly);
    }

    /// <summary>Takes a snapshot now.</summary>
    /// <returns>The transaction up to which everything is in it.</returns>
    public long Take(CancellationToken cancellationToken)
    {
        log.RotateSoon();
        var temporary = Snapshot.Prefix + "new" + DataFolder.TemporarySuffix;
        if (folder.Disk.List().Contains(temporary))
            folder.Disk.Delete(temporary);
        long start;
        using (var file = folder.Disk.Create(temporary, reserve: 0))
        {
            var writer = new SnapshotWriter(database, file);
            writer.Write(cancellationToken);
            start = writer.StartZxid;
            if (!SnapshotReader.IsWhole(file, out _))
                throw new IOException($"{folder.Disk.Describe(temporary)} does not read back as it was written.");
        }
        folder.Disk.Rename(temporary, Snapshot.NameOf(start));
        folder.Disk.FlushNames();
        folder.Purge(kept);
        return start;
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _stop.Cancel();
            running = _running;
        }
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void TakeQuietly()
    {
        try
        {
            Take(_stop.Token);
            Failure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            Failure = e;
        }
    }
}
