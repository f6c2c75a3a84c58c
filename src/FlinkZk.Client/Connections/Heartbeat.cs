namespace FlinkZk.Client;

/// <summary>
/// Keeps a session alive and knows until when it surely is. The numbers are Java's (<c>ClientCnxn</c>): a server that is silent for 2/3 of the session
/// timeout is given up, so that a third is left to find another one; a ping goes out when nothing was sent for half of that.
/// It runs on a thread of its own (by the system's clock; another clock brings its own timers), sends by itself what waits for a thread of the pool, and does
/// not take a pool that is too busy to read for a silent server. So a program that blocks every thread of the pool keeps its sessions; but replies are not read
/// meanwhile, and <see cref="SafeUntil"/> stands still.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _lastSent;      // flusher
    private long _lastHeard;     // receive loop; the session while there is none
    private long _lastAcked;     // receive loop; the session while there is none
    private long _timeout;       // session; in the clock's ticks
    private long _sessionTimeout;      // session
    private volatile Target? _target;  // session; replaced as a whole
    private volatile bool _isOver;     // session; never taken back
    private readonly bool _ownThread;
    private volatile bool _poolAsked;  // a work item is on its way through the pool

    public Heartbeat(TimeProvider time)
    {
        _time = time;
        _ownThread = time == TimeProvider.System;
        TimerCallback beat = static self => ((Heartbeat)self!).TryBeat();
        _timer = _ownThread ? HeartbeatThread.CreateTimer(beat, this) : time.CreateTimer(beat, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The negotiated session timeout.</summary>
    public TimeSpan SessionTimeout => TimeSpan.FromTicks(Volatile.Read(ref _sessionTimeout));

    /// <summary>
    /// A timestamp: up to here the server cannot have expired the session. The clock starts when the last acknowledged request was sent, not when its reply came.
    /// It lies in the past once the session ends by its own will.
    /// </summary>
    public long SafeUntil => Volatile.Read(ref _lastAcked) + (_isOver ? 0 : Volatile.Read(ref _timeout));

    /// <summary>How long the session may still be tried to be saved: 4/3 of the timeout after the server was last heard (ZOOKEEPER-4508).</summary>
    public TimeSpan UntilExpiry
    {
        get
        {
            var left = SessionTimeout * 4 / 3 - _time.GetElapsedTime(Volatile.Read(ref _lastHeard));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private TimeSpan ReadTimeout => SessionTimeout * 2 / 3;

    private TimeSpan PingInterval => ReadTimeout / 2;

    /// <summary>A handshake that was begun at <paramref name="sent"/> has renewed the session.</summary>
    public void Renewed(long sent, TimeSpan timeout)
    {
        Volatile.Write(ref _sessionTimeout, timeout.Ticks);
        Volatile.Write(ref _timeout, (long)(timeout.TotalSeconds * _time.TimestampFrequency));
        Acknowledged(sent);
        Heard();
        Sending();
    }

    /// <summary>Begins to beat.</summary>
    public void Start(Connection connection, Action ping)
    {
        _target = new(connection, ping);
        _timer.Change(PingInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops; a beat that runs at this moment finds the connection broken.</summary>
    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>The session ends. Said before the server hears of it: from then on others may own what it owned.</summary>
    public void GiveUp() => _isOver = true;

    /// <summary>Bytes go out.</summary>
    public void Sending() => Volatile.Write(ref _lastSent, _time.GetTimestamp());

    /// <summary>Bytes came in.</summary>
    public void Heard() => Volatile.Write(ref _lastHeard, _time.GetTimestamp());

    /// <summary>A request that was sent no earlier than <paramref name="since"/> is answered.</summary>
    public void Acknowledged(long since)
    {
        if (since > Volatile.Read(ref _lastAcked))
            Volatile.Write(ref _lastAcked, since);
    }

    public void Dispose() => _timer.Dispose();

    private void TryBeat()
    {
        if (_target is not { Connection.IsBroken: false } target)
            return;
        try
        {
            Beat(target);
        }
        catch (Exception exception)
        {
            // Other sessions beat on the same thread: what nobody thought of costs this one its connection.
            target.Connection.Break(exception);
        }
    }

    private void Beat(Target target)
    {
        var connection = target.Connection;
        var isPoolStarved = _ownThread && _poolAsked;
        var silent = _time.GetElapsedTime(Volatile.Read(ref _lastHeard));
        if (silent >= ReadTimeout && !isPoolStarved && !connection.HasUnread)
        {
            connection.Break(new TimeoutException($"nothing was heard from {connection.Server} for {silent.TotalSeconds:0.###} s"));
            return;
        }

        var idle = _time.GetElapsedTime(Volatile.Read(ref _lastSent));
        if (idle >= PingInterval)
        {
            target.Ping();
            idle = TimeSpan.Zero;
        }
        if (_ownThread)
            AskPool();
        var next = isPoolStarved ? PingInterval - idle : TimeSpan.FromTicks(Math.Min((PingInterval - idle).Ticks, (ReadTimeout - silent).Ticks));
        _timer.Change(next > MinimumPause ? next : MinimumPause, Timeout.InfiniteTimeSpan);
    }

    // Until the item has come through, what the server sent may lie unread.
    private void AskPool()
    {
        if (_poolAsked)
            return;
        _poolAsked = true;
        ThreadPool.UnsafeQueueUserWorkItem(static self => self._poolAsked = false, this, preferLocal: false);
    }

    private sealed record Target(Connection Connection, Action Ping);

    // Timers count whole milliseconds; rounding must not make them spin.
    private static readonly TimeSpan MinimumPause = TimeSpan.FromMilliseconds(5);
}
