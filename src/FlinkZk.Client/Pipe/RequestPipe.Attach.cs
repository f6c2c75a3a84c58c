using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>From one connection to the next. Only the session calls these, and only one at a time.</summary>
internal sealed partial class RequestPipe
{
    /// <summary>Lets requests flow to a connection whose handshake is done.</summary>
    public void Attach(Connection connection)
    {
        FlushKind flush;
        lock (_gate)
        {
            DropAbandoned();
            _connection = connection;
            flush = ClaimFlush();
        }
        _flusher.Run(flush);
    }

    /// <summary>
    /// Stops the flow. The connection is broken and its receive loop has ended, so the ring's head is the session's now.
    /// What was sent fails, what was not stays.
    /// </summary>
    public async Task DetachAsync(Exception reason)
    {
        await StopFlusherAsync().ConfigureAwait(false);
        var lost = new Failure(ErrorCode.ConnectionLoss, $"the connection was lost: {reason.Message}", MayHaveHappened: true, reason);
        while (_ring.Head < _sent && _ring.TryTake(out var slot))
            slot.Operation.Lose(lost, this);
        lock (_gate)
        {
            FailSide(lost);
            Admit();
        }
    }

    /// <summary>The session is over: every request fails, now and later. After <see cref="DetachAsync"/> or without ever a connection.</summary>
    public void End(Failure failure)
    {
        lock (_gate)
        {
            if (_end is not null)
                return;
            _end = failure;
            _active.Clear(0);
            while (_ring.TryTake(out var slot))
                slot.Operation.Fail(failure);
            while (_waiting.TryDequeue(out var operation))
                operation.Fail(failure);
        }
    }

    private Task StopFlusherAsync()
    {
        lock (_gate)
        {
            _connection = null;
            if (!_flushing)
                return Task.CompletedTask;
            _flusherStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _flusherStopped.Task;
        }
    }

    /// <summary>
    /// Takes out what nobody wants sent any more: requests abandoned while they waited for a connection, and pings and auth packets of the last one.
    /// Gate; nothing of the active array has been sent and no receive loop runs.
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
            _ring.TryTake(out var slot);
            if (slot.Operation.IsAbandoned)
            {
                slot.Operation.Fail(Failure.GivenUp);
                continue;
            }
            frame.CopyTo(kept.Append(frame.Length));
            _ring.Add(in slot);
        }
        _active = kept;
        _sent = _ring.Head;
    }

    private static int FrameSize(ReadOnlySpan<byte> frames) => Limits.LengthPrefix + BinaryPrimitives.ReadInt32BigEndian(frames);
}
