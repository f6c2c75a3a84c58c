using FlinkZk.Wire;

namespace FlinkZk.Client;

internal sealed partial class RequestPipe : IFrameHandler
{
    private long _lastZxid;   // receive loop only

    /// <summary>The last transaction seen in an ordinary reply. Events do not move it: one multi fires several with one zxid, and a break amid them would lose the rest.</summary>
    public long LastZxid => Volatile.Read(ref _lastZxid);

    /// <summary>Takes one frame. Receive loop only.</summary>
    public void OnFrame(ReadOnlySpan<byte> frame)
    {
        var body = new JuteReader(frame);
        var header = ReplyHeader.Read(ref body);
        if (header.Xid != Xid.Notification)
            Trace?.Reply(SessionId, in header, frame.Length);
        switch (header.Xid)
        {
            case Xid.Notification:
                var e = WatcherEvent.Read(ref body);
                Trace?.Event(SessionId, in e, header.Zxid);
                ClientDiagnostics.OnEvent();
                _watches.Dispatch(e, header.Zxid);
                break;
            case Xid.Ping:
                OnPing();
                break;
            case Xid.Auth:
                OnAuth(header.Error);
                break;
            default:
                OnReply(in header, ref body);
                break;
        }
    }

    /// <summary>All frames of one receive are taken. Receive loop only.</summary>
    public void OnReceived()
    {
        _heartbeat.Heard();
        Interlocked.MemoryBarrier();   // see Park
        if (Volatile.Read(ref _hasWaiting) == 0)
            return;

        FlushKind flush;
        lock (_gate)
        {
            Admit();
            // Never send from here: a full socket must not keep replies from being read.
            flush = ClaimFlush(mayBeNow: false);
        }
        _flusher.Run(flush);
    }

    private void OnReply(in ReplyHeader header, ref JuteReader body)
    {
        if (!_ring.TryTake(out var slot))
            throw new WireFormatException($"A reply with xid {header.Xid} came, and no request is on its way.");
        if (slot.Xid != header.Xid)
        {
            // The slot is gone from the ring, so it has to be ended here.
            slot.Operation.Fail(new(ErrorCode.ConnectionLoss, "the server's replies are out of step.", MayHaveHappened: true));
            throw new WireFormatException($"A reply with xid {header.Xid} came where {slot.Xid} was due: the server's replies are out of step.");
        }

        // Before the caller can act on the reply: a reconnect that follows must not ask for less.
        if (header.Zxid > 0)
            Volatile.Write(ref _lastZxid, header.Zxid);
        _heartbeat.Acknowledged(slot.Since);
        ClientDiagnostics.OnReply(slot.Operation.Type, header.Error, slot.Since, _time);
        slot.Operation.Complete(in header, ref body, this);
    }
}
