using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// The sending side of a pipe: callers encode into the active array under the pipe's gate, the flusher sends the other one. What was never sent when a connection
/// breaks stays encoded and goes out on the next one.
/// </summary>
/// <param name="gate">The pipe's gate. What is called under it says so; the rest takes it.</param>
/// <param name="ring">The pipe's requests; those that are encoded here are its end.</param>
/// <param name="heartbeat">Hears that bytes go out.</param>
internal sealed class Sender(object gate, PendingRing ring, Heartbeat heartbeat) : IThreadPoolWorkItem
{
    // Larger arrays are given back when a heartbeat shows that a burst is over.
    private const int UsualArray = 64 * 1024;

    private WireBuffer _active = new(1024);          // gate
    private WireBuffer _retired = new(1024);         // flusher only
    private Connection? _connection;                 // gate
    private long _sent;                              // gate
    private bool _flushing;                          // gate
    private bool _flushQueued;                       // gate; the flusher waits for a thread of the pool
    private TaskCompletionSource? _stopped;          // gate

    /// <summary>What has to happen so that encoded bytes leave.</summary>
    public enum Flush
    {
        /// <summary>Somebody sends already, or there is no connection.</summary>
        None,
        /// <summary>Send on this thread: nothing else is on the way, so waiting for company would only cost time.</summary>
        Now,
        /// <summary>Send from the pool: what is encoded until then goes with it in one system call.</summary>
        Soon,
    }

    /// <summary>Where to encode. Gate.</summary>
    public WireBuffer Active => _active;

    /// <summary>Whether there is a connection to send to. Gate.</summary>
    public bool IsAttached => _connection is not null;

    /// <summary>Requests before this number may have reached the server.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Gives a burst's array back, if nothing waits. The arrays take turns, so the next call sees to the other one. Gate.</summary>
    public void Trim()
    {
        if (_active.Length == 0)
            _active.Clear(UsualArray);
    }

    /// <summary>Drops what is encoded: nothing will be sent any more. Gate.</summary>
    public void Clear() => _active.Clear(0);

    /// <summary>Has another connection to send to. No receive loop runs. Gate.</summary>
    public void Attach(Connection connection)
    {
        DropAbandoned();
        _connection = connection;
    }

    /// <summary>Stops sending; done when the flusher is.</summary>
    public Task DetachAsync()
    {
        lock (gate)
        {
            _connection = null;
            if (!_flushing)
                return Task.CompletedTask;
            _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _stopped.Task;
        }
    }

    /// <summary>Makes the caller the flusher, if one is needed. Gate.</summary>
    /// <param name="mayBeNow">Whether the caller may send by itself.</param>
    public Flush Claim(bool mayBeNow = true)
    {
        if (_flushing || _connection is null || _active.Length == 0)
            return Flush.None;
        _flushing = true;
        _flushQueued = !mayBeNow || ring.Count > 1;
        return _flushQueued ? Flush.Soon : Flush.Now;
    }

    /// <summary>Makes the caller the flusher in place of one that waits for a thread of the pool, or will. Gate.</summary>
    public Flush TakeOver(Flush claimed)
    {
        if (!_flushQueued)
            return claimed;
        _flushQueued = false;
        return Flush.Now;
    }

    /// <summary>Does what was claimed. Outside the gate.</summary>
    public void Run(Flush claimed)
    {
        if (claimed == Flush.Now)
            _ = FlushOnceAsync();
        else if (claimed == Flush.Soon)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        for (var queued = true; TryTakeActive(queued, out var connection); queued = false)
            await SendAsync(connection).ConfigureAwait(false);
    }

    /// <summary>A caller sends its own request, not everyone's.</summary>
    private async Task FlushOnceAsync()
    {
        if (!TryTakeActive(queued: false, out var connection))
            return;
        await SendAsync(connection).ConfigureAwait(false);
        if (KeepFlushing())
            Run(Flush.Soon);
    }

    private async ValueTask SendAsync(Connection connection)
    {
        heartbeat.Sending();
        try
        {
            await connection.SendAsync(_retired.WrittenMemory).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            connection.Break(exception);
        }
        _retired.Clear();
    }

    /// <summary>Whether there is more to send; if not, the caller is the flusher no longer. Decided under the gate, so that no bytes are left behind unseen.</summary>
    private bool KeepFlushing()
    {
        lock (gate)
            return _flushQueued = HasWork();
    }

    /// <summary>Swaps the arrays, if there is more to send. Flusher only.</summary>
    /// <param name="queued">Whether the flusher comes from the pool's queue: then someone may have been faster.</param>
    /// <param name="connection">Where to.</param>
    private bool TryTakeActive(bool queued, out Connection connection)
    {
        lock (gate)
        {
            connection = _connection!;
            if (queued && !_flushQueued)
                return false;
            _flushQueued = false;
            if (!HasWork())
                return false;
            (_active, _retired) = (_retired, _active);
            // From here on the server may have seen them.
            Volatile.Write(ref _sent, ring.Tail);
            return true;
        }
    }

    private bool HasWork()
    {
        if (_connection is { IsBroken: false } && _active.Length > 0)
            return true;
        _flushing = false;
        _stopped?.TrySetResult();
        return false;
    }

    /// <summary>
    /// Takes out what nobody wants sent any more: requests abandoned while they waited for a connection, and pings and auth packets of the last one. Nothing of the
    /// active array has been sent. Gate.
    /// </summary>
    private void DropAbandoned()
    {
        var frames = _active.Written;
        var kept = new WireBuffer(Math.Max(1024, frames.Length));
        for (; frames.Length > 0; frames = frames[FrameSize(frames)..])
        {
            var frame = frames[..FrameSize(frames)];
            if (BinaryPrimitives.ReadInt32BigEndian(frame[Limits.LengthPrefix..]) < 0)
                continue;
            ring.TryTake(out var slot);
            if (slot.Operation.IsAbandoned)
            {
                slot.Operation.Fail(Failure.GivenUp);
                continue;
            }
            frame.CopyTo(kept.Append(frame.Length));
            ring.Add(in slot);
        }
        _active = kept;
        Volatile.Write(ref _sent, ring.Head);
    }

    private static int FrameSize(ReadOnlySpan<byte> frames) => Limits.LengthPrefix + BinaryPrimitives.ReadInt32BigEndian(frames);
}
