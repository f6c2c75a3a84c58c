using System.Net.Security;
using FlinkZk.Server.Memory;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>
/// What waits to be sent on one connection: two arrays, one being filled, one being sent. Anyone appends, under a short lock; one
/// flusher at a time sends until nothing waits, so that whatever gathered during a send goes out with the next.
/// </summary>
internal sealed class Outbox(Stream stream, int mostWaiting, AnswerMemory memory)
{
    private const int KeptArray = 256 * 1024;
    private readonly object _gate = new();
    private WireBuffer _filling = new();
    private WireBuffer _sending = new();
    private bool _flushing;
    private bool _closeWhenSent;
    private int _waiting;        // gate writes
    private bool _isCounted;     // gate
    private TaskCompletionSource? _drained;

    /// <summary>Makes its bytes count.</summary>
    public void Open()
    {
        _isCounted = true;
        memory.Open();
    }

    /// <summary>Called when sending failed or the last byte before the close is sent; set before the first append.</summary>
    public Action Ended { get; init; } = () => { };

    /// <summary>Called when too much waits; set before the first append.</summary>
    public Action Overflowed { get; init; } = () => { };

    /// <summary>Bytes that wait to be sent.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Appends whole frames.</summary>
    public void Append(ReadOnlySpan<byte> frames)
    {
        lock (_gate)
        {
            if (_closeWhenSent)
                return;
            if (_filling.Length <= mostWaiting && !memory.IsTooMuch(_waiting))
            {
                frames.CopyTo(_filling.Append(frames.Length));
                Count(frames.Length);
                return;
            }
        }
        Overflowed();
    }

    /// <summary>Sends what waits, unless someone is at it. Returns as soon as the socket takes no more.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_flushing || _filling.Length == 0 && !_closeWhenSent)
                return;
            _flushing = true;
        }
        _ = SendAsync();
    }

    /// <summary>Sends what waits, takes nothing more, and then ends.</summary>
    public void CloseWhenSent()
    {
        lock (_gate)
            _closeWhenSent = true;
        Flush();
    }

    /// <summary>Done when nothing waits any more: who answers faster than the client reads waits here.</summary>
    public Task WhenDrainedAsync()
    {
        lock (_gate)
            return _flushing && _isCounted ? (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    /// <summary>Gives back what a busy time has left behind, if nothing waits.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_flushing || _filling.Length > 0)
                return;
            _filling.Clear(keep: 0);
            _sending.Clear(keep: 0);
        }
    }

    /// <summary>Says that nobody reads any more: what waits counts no longer.</summary>
    public void Close()
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            _closeWhenSent = true;
            if (!_isCounted)
                return;
            _isCounted = false;
            memory.Close(_waiting);
            (drained, _drained) = (_drained, null);
        }
        drained?.SetResult();
    }

    private void Count(int bytes)
    {
        if (!_isCounted)
            return;
        Volatile.Write(ref _waiting, _waiting + bytes);
        memory.Add(bytes);
    }

    private async Task SendAsync()
    {
        try
        {
            bool close;
            while (TakeFilled(out close))
                await stream.WriteAsync(_sending.WrittenMemory).ConfigureAwait(false);
            if (!close)
                return;
            // Else the client would have to take it for cut off.
            if (stream is SslStream tls)
                await tls.ShutdownAsync().ConfigureAwait(false);
            Ended();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            GiveUp()?.SetResult();
            Ended();
        }
    }

    // False when there is nothing to send: then the flusher's part is over.
    private bool TakeFilled(out bool close)
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            Count(-_sending.Length);
            _sending.Clear(KeptArray);
            close = false;
            if (_filling.Length > 0)
            {
                (_filling, _sending) = (_sending, _filling);
                return true;
            }
            _flushing = false;
            (drained, _drained) = (_drained, null);
            close = _closeWhenSent;
        }
        drained?.SetResult();
        return false;
    }

    private TaskCompletionSource? GiveUp()
    {
        lock (_gate)
        {
            // Stays "flushing": nothing can be sent any more.
            var drained = _drained;
            _drained = null;
            _closeWhenSent = true;
            return drained;
        }
    }
}
