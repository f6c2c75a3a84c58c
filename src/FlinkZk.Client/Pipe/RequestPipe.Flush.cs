namespace FlinkZk.Client;

internal sealed partial class RequestPipe
{
    private readonly Flusher _flusher;
    private bool _flushing;                          // gate
    private TaskCompletionSource? _flusherStopped;   // gate

    /// <summary>Makes the caller the flusher, if one is needed. Gate.</summary>
    private FlushKind ClaimFlush()
    {
        if (_flushing || _connection is null || _active.Length == 0)
            return FlushKind.None;
        _flushing = true;
        return _ring.Count <= 1 ? FlushKind.Now : FlushKind.Soon;
    }

    /// <summary>Whether there is more to send; if not, the caller is the flusher no longer. Decided under the gate, so that no bytes are left behind unseen.</summary>
    private bool KeepFlushing()
    {
        lock (_gate)
            return HasWork();
    }

    /// <summary>Swaps the arrays, if there is more to send. Flusher only.</summary>
    private bool TryTakeActive(out Connection connection)
    {
        lock (_gate)
        {
            connection = _connection!;
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
            while (pipe.TryTakeActive(out var connection))
                await SendAsync(connection).ConfigureAwait(false);
        }

        /// <summary>A caller sends its own request, not everyone's.</summary>
        private async Task FlushOnceAsync()
        {
            if (!pipe.TryTakeActive(out var connection))
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
