using System.Diagnostics;
using System.Threading.Tasks.Sources;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// A request and the wait for its reply in one reusable object.
/// <code>
///              OnCompleted              Complete, Fail
///   Waiting ---------------> Awaited -----------------> Done        GetResult returns it to the pool
///      |                        |
///      +------- cancelled ------+---------------------> Abandoned   the later of GetResult and the reply returns it
/// </code>
/// One compare-and-swap picks who ends it. User code never runs on the receive loop: if a continuation is there already, the object itself
/// is the work item that runs it; if one comes at the very moment of completion, the core queues it.
/// </summary>
internal sealed class PooledOperation<TRequest, TResult> : Operation, IValueTaskSource<TResult>, IValueTaskSource, IThreadPoolWorkItem
    where TRequest : struct, IRequest<TRequest, TResult>
{
    private const int Waiting = 0, Awaited = 1, Done = 2, Abandoned = 3;

    private static readonly ObjectPool<PooledOperation<TRequest, TResult>> Pool = new(1024);

    private ManualResetValueTaskSourceCore<TResult> _core = new() { RunContinuationsAsynchronously = true };
    private TRequest _request;
    private Chroot _chroot = Chroot.None;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;
    private Activity? _span;
    private TResult _result = default!;      // between Complete and Execute
    private Exception? _error;               // between Complete and Execute
    private int _state;
    private int _holders;                    // of an abandoned operation: its slot and its consumer

    private PooledOperation() { }

    public override OpCode Type => _request.Type;

    public override string? Path => _request.Path is { } path ? _chroot.ToRelative(path) : null;

    public override bool IsAbandoned => Volatile.Read(ref _state) == Abandoned;

    public ValueTask<TResult> Task => new(this, _core.Version);

    public ValueTask VoidTask => new(this, _core.Version);

    public static PooledOperation<TRequest, TResult> Rent(in TRequest request, Chroot chroot)
    {
        if (!Pool.TryRent(out var operation))
            operation = new();
        operation._request = request;
        operation._chroot = chroot;
        operation._state = Waiting;
        operation._holders = 2;
        operation._span = ClientDiagnostics.IsTraced ? ClientDiagnostics.Begin(operation.Type, operation.Path) : null;
        return operation;
    }

    /// <summary>Nobody will wait: the reply ends it.</summary>
    public void Detach()
    {
        _state = Abandoned;
        _holders = 1;
    }

    /// <summary>Lets <paramref name="cancellation"/> free the waiter. The request is not taken back.</summary>
    public void CancelWith(CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled)
            return;
        _cancellation = cancellation;
        _registration = cancellation.UnsafeRegister(static operation => ((PooledOperation<TRequest, TResult>)operation!).Abandon(), this);
    }

    public override void Write(ref JuteWriter writer) => _request.Write(ref writer);

    public override void Complete(in ReplyHeader header, ref JuteReader body, RequestPipe pipe)
    {
        ClientDiagnostics.End(_span, header.Error);
        var unread = body;
        if (!IsAbandoned && TrySettle(in header, ref body))
            return;

        // Also when cancellation came while the reply was read: an abandoned create must not be forgotten.
        if (header.Error == ErrorCode.Ok)
            TRequest.OnAbandoned(in _request, ref unread, pipe);
        Release();
    }

    public override void Fail(Failure failure)
    {
        ClientDiagnostics.End(_span, failure.Code);
        if (IsAbandoned || !TrySettle(default!, failure.ToException(Type, Path)))
            Release();
    }

    public override void Lose(Failure failure, RequestPipe pipe)
    {
        ClientDiagnostics.End(_span, failure.Code);
        var request = _request; // once it is settled the object may serve another
        var isAwaited = !IsAbandoned && TrySettle(default!, failure.ToException(Type, Path));
        TRequest.OnLost(in request, isAwaited, pipe);
        if (!isAwaited)
            Release();
    }

    void IThreadPoolWorkItem.Execute()
    {
        // This already is a pool thread with nothing else to do: the continuation may run here.
        _core.RunContinuationsAsynchronously = false;
        Publish(_result, _error);
    }

    TResult IValueTaskSource<TResult>.GetResult(short token) => GetResult(token);

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        // First the mark, while the object is certainly still this consumer's.
        Interlocked.CompareExchange(ref _state, Awaited, Waiting);
        _core.OnCompleted(continuation, state, token, flags);
    }

    private TResult GetResult(short token)
    {
        // Asked twice or too early, the core throws; the object must not reach the pool by that.
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The reply is not there yet; await it.");

        // Waits for a cancellation that runs at this moment: afterwards nobody but the slot can touch the object.
        _registration.Dispose();
        var abandoned = IsAbandoned;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            if (abandoned)
                Release();
            else
                Return();
        }
    }

    private bool TrySettle(in ReplyHeader header, ref JuteReader body)
    {
        TResult result;
        try
        {
            if (header.Error == ErrorCode.Ok)
                result = _request.Read(ref body, _chroot);
            else if (!TRequest.TryReadError(in _request, header.Error, out result))
                return TrySettle(default!, ErrorText.ToException(header.Error, Type, Path));
        }
        catch (ZkException exception)
        {
            return TrySettle(default!, exception);
        }
        catch (Exception exception)
        {
            var failure = new Failure(ErrorCode.ConnectionLoss, "the reply cannot be read.", MayHaveHappened: true, exception);
            if (!TrySettle(default!, failure.ToException(Type, Path)))
                Release();
            throw;
        }
        return TrySettle(result, null);
    }

    /// <summary>Ends it with a result or an error, unless cancellation was faster. Where this returns true the object may already serve another request.</summary>
    private bool TrySettle(TResult result, Exception? error)
    {
        if (Interlocked.CompareExchange(ref _state, Done, Waiting) == Waiting)
        {
            Publish(result, error);
            return true;
        }
        (_result, _error) = (result, error);
        if (Interlocked.CompareExchange(ref _state, Done, Awaited) != Awaited)
            return false;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    private void Publish(TResult result, Exception? error)
    {
        if (error is null)
            _core.SetResult(result);
        else
            _core.SetException(error);
    }

    private void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting || Interlocked.CompareExchange(ref _state, Abandoned, Awaited) == Awaited)
            _core.SetException(new OperationCanceledException(_cancellation));
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Return();
    }

    private void Return()
    {
        Debug.Assert(_state is Done or Abandoned);
        _core.Reset();
        _core.RunContinuationsAsynchronously = true;
        (_request, _chroot, _result, _error, _registration, _cancellation, _span) = (default, Chroot.None, default!, null, default, default, null);
        Pool.Return(this);
    }
}
