using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// The requests of one session, over all its connections. Callers encode into the active array under a short gate, so that wire order is ring order;
/// the flusher sends the other array. What was never sent when a connection breaks stays encoded and goes out on the next one.
/// </summary>
internal sealed partial class RequestPipe
{
    // Larger arrays are given back when a heartbeat shows that a burst is over.
    private const int UsualArray = 64 * 1024;

    private readonly object _gate = new();
    private readonly PendingRing _ring;
    private readonly Queue<Operation> _waiting = new();   // gate; callers for whom there is no room, in order
    private readonly ZkClientOptions _options;
    private readonly Heartbeat _heartbeat;
    private readonly WatchTable _watches;
    private readonly TimeProvider _time;
    private WireBuffer _active = new(1024);   // gate
    private WireBuffer _retired = new(1024);  // flusher only
    private long _sent;                       // gate; requests before this number may have reached the server
    private int _lastXid;                     // gate
    private Connection? _connection;          // gate
    private Failure? _end;                    // gate; set once, when the session is over
    private int _hasWaiting;                  // written under the gate, read by the receive loop

    public RequestPipe(ZkClientOptions options, Heartbeat heartbeat, WatchTable watches)
    {
        (_options, _heartbeat, _watches, _time) = (options, heartbeat, watches, options.TimeProvider);
        _ring = new(options.MaxOutstanding);
        _lastXid = options.LastXid;
        _flusher = new(this);
    }

    /// <summary>Takes nodes that an abandoned create left behind, with their Stat if it was told.</summary>
    public Action<string, Stat?>? Orphaned { get; set; }

    /// <summary>Takes creates of ephemeral nodes whose reply is lost, and whether their caller is told so.</summary>
    public Action<LostCreate, bool>? CreateLost { get; set; }

    /// <summary>Writes each message down; null if nobody wants that.</summary>
    public WireTrace? Trace { get; init; }

    /// <summary>The session's id, for the trace.</summary>
    public long SessionId { get; set; }

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
        FlushKind flush = FlushKind.None;
        lock (_gate)
        {
            refusal = _end;
            if (refusal is null && (_waiting.Count > 0 || !HasRoom))
                Park(operation);
            else if (refusal is null && (refusal = Append(operation)) is null)
                flush = ClaimFlush();
        }
        // Failing runs no user code, but it has no business under the gate either.
        if (refusal is not null)
            operation.Fail(refusal);
        _flusher.Run(flush);
    }

    private bool HasRoom => !_ring.IsFull && _ring.Bytes < _options.MaxOutstandingBytes;

    /// <summary>Encodes a request behind the others. Gate.</summary>
    /// <returns>Why it was not, if so; then nothing of it is left.</returns>
    private Failure? Append(Operation operation)
    {
        var xid = _lastXid == int.MaxValue ? 1 : _lastXid + 1;
        var start = _active.BeginFrame();
        try
        {
            var writer = new JuteWriter(_active);
            new RequestHeader(xid, operation.Type).Write(ref writer);
            operation.Write(ref writer);
        }
        catch (Exception exception)
        {
            _active.Truncate(start);
            return new(ErrorCode.MarshallingError, $"the request cannot be encoded. {exception.Message}", Cause: exception);
        }

        var size = _active.EndFrame(start);
        if (size > _options.MaxRequestBytes)
        {
            _active.Truncate(start);
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
}
