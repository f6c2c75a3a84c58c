using System.Net.Security;
using FlinkZk.Server.Memory;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>
/// What waits to be sent on one connection: an array being filled, full ones, and one being sent. Anyone appends, under a short lock; one
/// flusher at a time sends until nothing waits, so that whatever gathered during a send goes out with the next. Arrays are of one size,
/// frames lie across them: one that grew with all that waits would take three times its bytes whenever it doubled, and leave as much in
/// the pool of arrays.
/// </summary>
internal sealed class Outbox(Stream stream, int mostWaiting, AnswerMemory memory)
{
    private const int FullArray = 64 * 1024;
    private readonly object _gate = new();
    private readonly Queue<WireBuffer> _full = new();
    private WireBuffer _filling = new();
    private WireBuffer _sending = new();
    private WireBuffer? _spare;
    private int _toSend;         // gate: bytes of those full and filled
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
            if (_toSend <= mostWaiting && !memory.IsTooMuch(_waiting))
            {
                _toSend += frames.Length;
                Count(frames.Length);
                Fill(frames);
                return;
            }
        }
        Overflowed();
    }

    private void Fill(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_filling.Length == FullArray)
            {
                _full.Enqueue(_filling);
                (_filling, _spare) = (_spare ?? new(), null);
            }
            var part = bytes[..Math.Min(bytes.Length, FullArray - _filling.Length)];
            part.CopyTo(_filling.Append(part.Length));
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Sends what waits, unless someone is at it. Returns as soon as the socket takes no more.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_flushing || _toSend == 0 && !_closeWhenSent)
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
            if (_flushing || _toSend > 0)
                return;
            _filling.Clear(keep: 0);
            _sending.Clear(keep: 0);
            _spare = null;
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
            _sending.Clear();
            close = false;
            if (_full.TryDequeue(out var full))
            {
                (_spare, _sending) = (_sending, full);
            }
            else if (_filling.Length > 0)
                (_filling, _sending) = (_sending, _filling);
            if (_sending.Length > 0)
            {
                _toSend -= _sending.Length;
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
