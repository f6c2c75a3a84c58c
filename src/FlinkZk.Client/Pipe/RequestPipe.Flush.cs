namespace FlinkZk.Client;

internal sealed partial class RequestPipe
{
    private readonly Flusher _flusher;
    private bool _flushing;                          // gate
    private bool _flushQueued;                       // gate; the flusher waits for a thread of the pool
    private TaskCompletionSource? _flusherStopped;   // gate

    /// <summary>Makes the caller the flusher, if one is needed. Gate.</summary>
    /// <param name="mayBeNow">Whether the caller may send by itself.</param>
    private FlushKind ClaimFlush(bool mayBeNow = true)
    {
        if (_flushing || _connection is null || _active.Length == 0)
            return FlushKind.None;
        _flushing = true;
        _flushQueued = !mayBeNow || _ring.Count > 1;
        return _flushQueued ? FlushKind.Soon : FlushKind.Now;
    }

    /// <summary>Makes the caller the flusher in place of one that waits for a thread of the pool, or will. Gate.</summary>
    private FlushKind TakeOverFlush(FlushKind claimed)
    {
        if (!_flushQueued)
            return claimed;
        _flushQueued = false;
        return FlushKind.Now;
    }

    /// <summary>Whether there is more to send; if not, the caller is the flusher no longer. Decided under the gate, so that no bytes are left behind unseen.</summary>
    private bool KeepFlushing()
    {
        lock (_gate)
            return _flushQueued = HasWork();
    }

    /// <summary>Swaps the arrays, if there is more to send. Flusher only.</summary>
    /// <param name="queued">Whether the flusher comes from the pool's queue: then someone may have been faster.</param>
    /// <param name="connection">Where to.</param>
    private bool TryTakeActive(bool queued, out Connection connection)
    {
        lock (_gate)
        {
            connection = _connection!;
            if (queued && !_flushQueued)
                return false;
            _flushQueued = false;
            if (!HasWork())
                return false;
            (_active, _retired) = (_retired, _active);
            // From here on the server may have seen them.
            _sent = _ring.Tail;
            return true;
        }
    }

    private bool HasWork()
    {
        if (_connection is { IsBroken: false } && _active.Length > 0)
            return true;
        _flushing = false;
        _flusherStopped?.TrySetResult();
        return false;
    }

    /// <summary>The one sender. While it runs, it owns the retired array.</summary>
    private sealed class Flusher(RequestPipe pipe) : IThreadPoolWorkItem
    {
        public void Run(FlushKind kind)
        {
            if (kind == FlushKind.Now)
                _ = FlushOnceAsync();
            else if (kind == FlushKind.Soon)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

        private async Task FlushAsync()
        {
            for (var queued = true; pipe.TryTakeActive(queued, out var connection); queued = false)
                await SendAsync(connection).ConfigureAwait(false);
        }

        /// <summary>A caller sends its own request, not everyone's.</summary>
        private async Task FlushOnceAsync()
        {
            if (!pipe.TryTakeActive(queued: false, out var connection))
                return;
            await SendAsync(connection).ConfigureAwait(false);
            if (pipe.KeepFlushing())
                Run(FlushKind.Soon);
        }

        private async ValueTask SendAsync(Connection connection)
        {
            pipe._heartbeat.Sending();
            try
            {
                await connection.SendAsync(pipe._retired.WrittenMemory).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                connection.Break(exception);
            }
            pipe._retired.Clear();
        }
    }
}
