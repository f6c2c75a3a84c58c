using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Pings and auth packets: fixed xids, replies in an order of their own, so they are not in the ring.</summary>
internal sealed partial class RequestPipe
{
    private readonly Queue<(long Sent, TaskCompletionSource<TimeSpan>? Waiter)> _pings = new();   // gate
    private readonly Queue<TaskCompletionSource> _auths = new();                                   // gate

    /// <summary>Sends a heartbeat, if there is a connection.</summary>
    public void Ping(TaskCompletionSource<TimeSpan>? waiter = null)
    {
        FlushKind flush;
        lock (_gate)
        {
            if (_connection is null)
            {
                waiter?.TrySetException(NotConnected.ToException(OpCode.Ping, null));
                return;
            }
            if (_active.Length == 0)
                _active.Clear(UsualArray);   // the arrays take turns, so the next heartbeat sees to the other one
            _pings.Enqueue((_time.GetTimestamp(), waiter));
            var frame = _active.BeginFrame();
            var writer = new JuteWriter(_active);
            new RequestHeader(Xid.Ping, OpCode.Ping).Write(ref writer);
            _active.EndFrame(frame);
            Trace?.Request(SessionId, Xid.Ping, OpCode.Ping, null, Limits.RequestHeader);
            flush = ClaimFlush();
            if (waiter is null)
                flush = TakeOverFlush(flush);   // a heartbeat waits for no thread of the pool
        }
        _flusher.Run(flush);
    }

    /// <summary>Presents an identity on the connection that stands.</summary>
    /// <returns>Ends when the server has accepted it; fails with ConnectionLoss if there is no connection or it breaks.</returns>
    public Task AuthenticateAsync(AuthInfo auth)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FlushKind flush;
        lock (_gate)
        {
            if (_connection is null)
                return Task.FromException(NotConnected.ToException(OpCode.Auth, null));
            _auths.Enqueue(waiter);
            var frame = _active.BeginFrame();
            var writer = new JuteWriter(_active);
            new RequestHeader(Xid.Auth, OpCode.Auth).Write(ref writer);
            new AuthRequest(0, auth.Scheme, auth.Data).Write(ref writer);
            var size = _active.EndFrame(frame);
            Trace?.Request(SessionId, Xid.Auth, OpCode.Auth, path: null, size);
            flush = ClaimFlush();
        }
        _flusher.Run(flush);
        return waiter.Task;
    }

    private static Failure NotConnected => new(ErrorCode.ConnectionLoss, "there is no connection at present.");

    private void OnPing()
    {
        (long Sent, TaskCompletionSource<TimeSpan>? Waiter) ping;
        lock (_gate)
        {
            if (!_pings.TryDequeue(out ping))
                return;
        }
        _heartbeat.Acknowledged(ping.Sent);
        ping.Waiter?.TrySetResult(_time.GetElapsedTime(ping.Sent));
    }

    private void OnAuth(ErrorCode error)
    {
        TaskCompletionSource? waiter;
        lock (_gate)
            _auths.TryDequeue(out waiter);
        if (error == ErrorCode.Ok)
        {
            waiter?.TrySetResult();
            return;
        }
        // The server closes the connection behind this answer; the reason must be there first.
        var refused = new AuthenticationRefusedException($"The server refused the identity (error {(int)error}).");
        waiter?.TrySetException(new ZkException(ErrorCode.AuthFailed, refused.Message, innerException: refused));
        throw refused;
    }

    /// <summary>The connection is gone: nobody will answer. Gate.</summary>
    private void FailSide(Failure failure)
    {
        while (_pings.TryDequeue(out var ping))
            ping.Waiter?.TrySetException(failure.ToException(OpCode.Ping, null));
        while (_auths.TryDequeue(out var auth))
            auth.TrySetException(failure.ToException(OpCode.Auth, null));
    }
}
