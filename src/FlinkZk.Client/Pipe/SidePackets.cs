using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// Pings and auth packets: fixed xids, replies in an order of their own, so they are not in the ring. They are written under the pipe's gate, so that their order here is that on
/// the wire.
/// </summary>
internal sealed class SidePackets(Heartbeat heartbeat, TimeProvider time)
{
    private readonly object _gate = new();   // taken inside the pipe's gate, never the other way round
    private readonly Queue<(long Sent, TaskCompletionSource<TimeSpan>? Waiter)> _pings = new();   // gate
    private readonly Queue<TaskCompletionSource> _auths = new();                                   // gate

    /// <summary>Why it fails where there is no connection.</summary>
    public static Failure NotConnected => new(ErrorCode.ConnectionLoss, "there is no connection at present.");

    /// <summary>Writes a heartbeat; who waits for its reply is told how long it took.</summary>
    public void WritePing(WireBuffer frames, TaskCompletionSource<TimeSpan>? waiter)
    {
        lock (_gate)
            _pings.Enqueue((time.GetTimestamp(), waiter));
        var frame = frames.BeginFrame();
        var writer = new JuteWriter(frames);
        new RequestHeader(Xid.Ping, OpCode.Ping).Write(ref writer);
        frames.EndFrame(frame);
    }

    /// <summary>Writes an identity; <paramref name="waiter"/> ends when the server has accepted it.</summary>
    /// <returns>Bytes of the frame.</returns>
    public int WriteAuth(WireBuffer frames, AuthInfo auth, TaskCompletionSource waiter)
    {
        lock (_gate)
            _auths.Enqueue(waiter);
        var frame = frames.BeginFrame();
        var writer = new JuteWriter(frames);
        new RequestHeader(Xid.Auth, OpCode.Auth).Write(ref writer);
        new AuthRequest(0, auth.Scheme, auth.Data).Write(ref writer);
        return frames.EndFrame(frame);
    }

    /// <summary>A heartbeat is answered. Receive loop.</summary>
    public void OnPing()
    {
        (long Sent, TaskCompletionSource<TimeSpan>? Waiter) ping;
        lock (_gate)
        {
            if (!_pings.TryDequeue(out ping))
                return;
        }
        heartbeat.Acknowledged(ping.Sent);
        ping.Waiter?.TrySetResult(time.GetElapsedTime(ping.Sent));
    }

    /// <summary>An identity is answered. Receive loop.</summary>
    /// <exception cref="AuthenticationRefusedException">It was refused.</exception>
    public void OnAuth(ErrorCode error)
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

    /// <summary>The connection is gone: nobody will answer.</summary>
    public void Fail(Failure failure)
    {
        lock (_gate)
        {
            while (_pings.TryDequeue(out var ping))
                ping.Waiter?.TrySetException(failure.ToException(OpCode.Ping, null));
            while (_auths.TryDequeue(out var auth))
                auth.TrySetException(failure.ToException(OpCode.Auth, null));
        }
    }
}
