using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// The requests of one session, over all its connections. Callers encode into the active array under a short gate, so that wire order is ring order;
/// the flusher sends the other array (<see cref="Sender"/>). What was never sent when a connection breaks stays encoded and goes out on the next one.
/// </summary>
internal sealed class RequestPipe : IFrameHandler
{
    private readonly object _gate = new();
    private readonly PendingRing _ring;
    private readonly Queue<Operation> _waiting = new();   // gate; callers for whom there is no room, in order
    private readonly ZkClientOptions _options;
    private readonly Heartbeat _heartbeat;
    private readonly WatchTable _watches;
    private readonly TimeProvider _time;
    private readonly Sender _sender;
    private readonly SidePackets _side;
    private int _lastXid;                     // gate
    private Failure? _end;                    // gate; set once, when the session is over
    private int _hasWaiting;                  // written under the gate, read by the receive loop
    private long _lastZxid;                   // receive loop writes
    private long _sessionId;                  // session writes

    public RequestPipe(ZkClientOptions options, Heartbeat heartbeat, WatchTable watches)
    {
        (_options, _heartbeat, _watches, _time) = (options, heartbeat, watches, options.TimeProvider);
        _ring = new(options.MaxOutstanding);
        _lastXid = options.LastXid;
        _sender = new(_gate, _ring, heartbeat);
        _side = new(heartbeat, _time);
    }

    /// <summary>Takes nodes that an abandoned create left behind, with their Stat if it was told.</summary>
    public Action<string, Stat?>? Orphaned { get; init; }

    /// <summary>Takes creates of ephemeral nodes whose reply is lost, and whether their caller is told so.</summary>
    public Action<LostCreate, bool>? CreateLost { get; init; }

    /// <summary>Writes each message down; null if nobody wants that.</summary>
    public WireTrace? Trace { get; init; }

    /// <summary>The session's id, for the trace.</summary>
    public long SessionId
    {
        get => Volatile.Read(ref _sessionId);
        set => Volatile.Write(ref _sessionId, value);
    }

    /// <summary>The last transaction seen in an ordinary reply. Events do not move it: one multi fires several with one zxid, and a break amid them would lose the rest.</summary>
    public long LastZxid => Volatile.Read(ref _lastZxid);

    /// <summary>Requests that have no reply yet.</summary>
    public int Outstanding => _ring.Count;

    /// <summary>Sends a request and gives the wait for its reply.</summary>
    public ValueTask<TResult> SendAsync<TRequest, TResult>(in TRequest request, Chroot chroot, CancellationToken cancellation)
        where TRequest : struct, IRequest<TRequest, TResult> =>
        cancellation.IsCancellationRequested
            ? ValueTask.FromCanceled<TResult>(cancellation)
            : Start<TRequest, TResult>(in request, chroot, cancellation).Task;

    /// <summary>Sends a request whose reply has no body.</summary>
    public ValueTask SendAsync<TRequest>(in TRequest request, Chroot chroot, CancellationToken cancellation)
        where TRequest : struct, IRequest<TRequest, Nothing> =>
        cancellation.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellation)
            : Start<TRequest, Nothing>(in request, chroot, cancellation).VoidTask;

    /// <summary>Sends a request whose outcome nobody waits for; it is dropped if the connection breaks first.</summary>
    public void Post<TRequest>(in TRequest request) where TRequest : struct, IRequest<TRequest, Nothing>
    {
        var operation = PooledOperation<TRequest, Nothing>.Rent(in request, Chroot.None);
        operation.Detach();
        Enqueue(operation);
    }

    /// <summary>Sends a heartbeat, if there is a connection.</summary>
    public void Ping(TaskCompletionSource<TimeSpan>? waiter = null)
    {
        Sender.Flush flush;
        lock (_gate)
        {
            if (!_sender.IsAttached)
            {
                waiter?.TrySetException(SidePackets.NotConnected.ToException(OpCode.Ping, null));
                return;
            }
            _sender.Trim();
            _side.WritePing(_sender.Active, waiter);
            Trace?.Request(SessionId, Xid.Ping, OpCode.Ping, null, Limits.RequestHeader);
            flush = _sender.Claim();
            if (waiter is null)
                flush = _sender.TakeOver(flush);   // a heartbeat waits for no thread of the pool
        }
        _sender.Run(flush);
    }

    /// <summary>Presents an identity on the connection that stands.</summary>
    /// <returns>Ends when the server has accepted it; fails with ConnectionLoss if there is no connection or it breaks.</returns>
    public Task AuthenticateAsync(AuthInfo auth)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Sender.Flush flush;
        lock (_gate)
        {
            if (!_sender.IsAttached)
                return Task.FromException(SidePackets.NotConnected.ToException(OpCode.Auth, null));
            var size = _side.WriteAuth(_sender.Active, auth, waiter);
            Trace?.Request(SessionId, Xid.Auth, OpCode.Auth, path: null, size);
            flush = _sender.Claim();
        }
        _sender.Run(flush);
        return waiter.Task;
    }

    /// <summary>Lets requests flow to a connection whose handshake is done. Only the session calls this and the next two, one at a time.</summary>
    public void Attach(Connection connection)
    {
        Sender.Flush flush;
        lock (_gate)
        {
            _sender.Attach(connection);
            flush = _sender.Claim();
        }
        _sender.Run(flush);
    }

    /// <summary>
    /// Stops the flow. The connection is broken and its receive loop has ended, so the ring's head is the session's now.
    /// What was sent fails, what was not stays.
    /// </summary>
    public async Task DetachAsync(Exception reason)
    {
        await _sender.DetachAsync().ConfigureAwait(false);
        var lost = new Failure(ErrorCode.ConnectionLoss, $"the connection was lost: {reason.Message}", MayHaveHappened: true, reason);
        while (_ring.Head < _sender.Sent && _ring.TryTake(out var slot))
            slot.Operation.Lose(lost, this);
        lock (_gate)
        {
            _side.Fail(lost);
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
            _sender.Clear();
            while (_ring.TryTake(out var slot))
                slot.Operation.Fail(failure);
            while (_waiting.TryDequeue(out var operation))
                operation.Fail(failure);
        }
    }

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
                _side.OnPing();
                break;
            case Xid.Auth:
                _side.OnAuth(header.Error);
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

        Sender.Flush flush;
        lock (_gate)
        {
            Admit();
            // Never send from here: a full socket must not keep replies from being read.
            flush = _sender.Claim(mayBeNow: false);
        }
        _sender.Run(flush);
    }

    private PooledOperation<TRequest, TResult> Start<TRequest, TResult>(in TRequest request, Chroot chroot, CancellationToken cancellation)
        where TRequest : struct, IRequest<TRequest, TResult>
    {
        var operation = PooledOperation<TRequest, TResult>.Rent(in request, chroot);
        operation.CancelWith(cancellation);
        Enqueue(operation);
        return operation;
    }

    private void Enqueue(Operation operation)
    {
        Failure? refusal;
        var flush = Sender.Flush.None;
        lock (_gate)
        {
            refusal = _end;
            if (refusal is null && (_waiting.Count > 0 || !HasRoom))
                Park(operation);
            else if (refusal is null && (refusal = Append(operation)) is null)
                flush = _sender.Claim();
        }
        // Failing runs no user code, but it has no business under the gate either.
        if (refusal is not null)
            operation.Fail(refusal);
        _sender.Run(flush);
    }

    private bool HasRoom => !_ring.IsFull && _ring.Bytes < _options.MaxOutstandingBytes;

    /// <summary>Encodes a request behind the others. Gate.</summary>
    /// <returns>Why it was not, if so; then nothing of it is left.</returns>
    private Failure? Append(Operation operation)
    {
        var xid = _lastXid == int.MaxValue ? 1 : _lastXid + 1;
        var active = _sender.Active;
        var start = active.BeginFrame();
        try
        {
            var writer = new JuteWriter(active);
            new RequestHeader(xid, operation.Type).Write(ref writer);
            operation.Write(ref writer);
        }
        catch (Exception exception)
        {
            active.Truncate(start);
            return new(ErrorCode.MarshallingError, $"the request cannot be encoded. {exception.Message}", Cause: exception);
        }

        var size = active.EndFrame(start);
        if (size > _options.MaxRequestBytes)
        {
            active.Truncate(start);
            return TooLarge(size);
        }
        _lastXid = xid;
        Trace?.Request(SessionId, xid, operation.Type, operation.Path, size);
        _ring.Add(new(operation, xid, size + Limits.LengthPrefix, _time.GetTimestamp()));
        return null;
    }

    // The server would close the connection without a word, and every retry would do so again.
    private Failure TooLarge(int size) => new(ErrorCode.BadArguments,
        $"it takes {size} bytes and the limit (jute.maxbuffer of the server) is {_options.MaxRequestBytes}. Nothing was sent. Store less in one node, or split the transaction.");

    /// <summary>Lets a request wait for room. Gate.</summary>
    private void Park(Operation operation)
    {
        _waiting.Enqueue(operation);
        Volatile.Write(ref _hasWaiting, 1);
        // The receive loop frees room first and looks at the mark then; here it is the other way round. With a barrier on both sides one of the two sees the other.
        Interlocked.MemoryBarrier();
        Admit();
    }

    /// <summary>Encodes waiting requests while there is room. Gate.</summary>
    private void Admit()
    {
        while (_waiting.Count > 0 && HasRoom)
        {
            var operation = _waiting.Dequeue();
            if (operation.IsAbandoned)
                operation.Fail(Failure.GivenUp);
            else if (Append(operation) is { } refusal)
                operation.Fail(refusal);
        }
        if (_waiting.Count == 0)
            Volatile.Write(ref _hasWaiting, 0);
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
