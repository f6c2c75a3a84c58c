using System.Collections.Concurrent;
using System.Security.Cryptography;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Sessions;

/// <summary>The sessions that live: ids, passwords, deadlines. A timer finds those whose time is over.</summary>
internal sealed class SessionTable : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private readonly TimeProvider _time;
    private readonly ExpiryBuckets _buckets;
    private readonly long _start;
    private readonly Action<Session> _expired;
    private readonly int _minTimeout;
    private readonly int _maxTimeout;
    private readonly TimeSpan _tick;
    private readonly ServerLog _log;
    private readonly LogRate _expiries; // a cut in the network ends thousands at once
    private ITimer? _timer;
    private long _expiredCount;
    private long _lastId;
    private volatile bool _isPaused;

    /// <summary>A table that tells <paramref name="expired"/> of sessions whose time is over, already marked as closing.</summary>
    /// <param name="options">Tick and limits.</param>
    /// <param name="expired">What to do with such a session.</param>
    /// <param name="server">The top byte of its sessions' ids: no two tables at one time may have the same.</param>
    public SessionTable(ZkServerOptions options, Action<Session> expired, byte server = 1)
    {
        _time = options.TimeProvider;
        _log = options.Events;
        _expiries = new(_time);
        _tick = options.TickTime;
        _minTimeout = (int)(options.MinSessionTimeout ?? 2 * options.TickTime).TotalMilliseconds;
        _maxTimeout = (int)(options.MaxSessionTimeout ?? 20 * options.TickTime).TotalMilliseconds;
        _buckets = new((long)options.TickTime.TotalMilliseconds);
        _start = _time.GetTimestamp();
        _expired = expired;
        // As Java: 40 bits of time, room for 2^16 sessions a millisecond, and one byte of the server's id on top.
        _lastId = (long)((ulong)(_time.GetUtcNow().ToUnixTimeMilliseconds() << 24) >> 8) | ((long)server << 56);
    }

    public int Count => _sessions.Count;

    public IEnumerable<Session> All => _sessions.Values;

    /// <summary>Sessions that have expired so far.</summary>
    public long ExpiredCount => Interlocked.Read(ref _expiredCount);

    public int MinTimeout => _minTimeout;

    public int MaxTimeout => _maxTimeout;

    /// <summary>A deadline as a time of day.</summary>
    public DateTimeOffset TimeOf(long deadline) => _time.GetUtcNow().AddMilliseconds(deadline - Now);

    /// <summary>Brings back the sessions of a restarted server, with fresh time.</summary>
    public void Restore(IEnumerable<SessionRecord> records)
    {
        foreach (var record in records)
        {
            Track(new(record));
            _lastId = Math.Max(_lastId, record.Id);
        }
    }

    /// <summary>Begins to look for expired sessions.</summary>
    public void Start() => _timer = _time.CreateTimer(_ => Expire(), null, _tick, _tick);

    /// <summary>A new session with the wished timeout, clamped; it lives once its transaction is applied, a local one at once.</summary>
    public Session Create(int wishedTimeout, bool local = false) => new(new(
        Interlocked.Increment(ref _lastId),
        Math.Clamp(wishedTimeout, _minTimeout, _maxTimeout),
        RandomNumberGenerator.GetBytes(Limits.Password)))
    { IsLocal = local };

    public void Track(Session session)
    {
        session.Deadline = _buckets.DeadlineOf(Now, session.Timeout);
        _sessions[session.Id] = session;
        _buckets.Add(session);
    }

    public bool TryFind(long id, out Session session) => _sessions.TryGetValue(id, out session!);

    /// <summary>The session, if it lives and the password is its own. The comparison takes the same time for every wrong password.</summary>
    public Session? Reopen(long id, ReadOnlySpan<byte> password, int wishedTimeout, IEntrance entrance)
    {
        if (!_sessions.TryGetValue(id, out var session) || session.IsClosing || session.IsLocal && session.Owner != entrance || !CryptographicOperations.FixedTimeEquals(session.Record.Password, password))
            return null;
        session.Timeout = Math.Clamp(wishedTimeout, _minTimeout, _maxTimeout);
        session.IsToldExpired = false;
        Touch(session);
        _buckets.Moved(session);
        return session;
    }

    /// <summary>Gives the session its whole timeout again.</summary>
    public void Touch(Session session) => session.Deadline = _buckets.DeadlineOf(Now, session.Timeout);

    /// <summary>Whether requests of the session are refused: it ends, or has ended.</summary>
    public bool IsClosing(long id) => !_sessions.TryGetValue(id, out var session) || session.IsClosing;

    /// <summary>Whether the session lives, and is one that no transaction tells of.</summary>
    public bool IsLocal(long id) => _sessions.TryGetValue(id, out var session) && session.IsLocal;

    /// <summary>Forgets the local sessions of a front end that is no more.</summary>
    public void ForgetLocalOf(IEntrance entrance)
    {
        foreach (var session in _sessions.Values)
            if (session.IsLocal && session.Owner == entrance)
                Forget(session.Id);
    }

    /// <summary>From now on requests of the session are refused.</summary>
    /// <param name="id">The session.</param>
    /// <param name="isStep">Whether that is only a step, behind which there is no way back.</param>
    public void BeginClose(long id, bool isStep = false)
    {
        if (!_sessions.TryGetValue(id, out var session))
            return;
        session.IsClosing = true;
        session.IsHalfClosed |= isStep;
    }

    /// <summary>Forgets a session whose end is applied.</summary>
    public Session? Remove(long id)
    {
        if (!_sessions.TryRemove(id, out var session))
            return null;
        _log.Debug(ZkServerLogEvents.SessionClosed, $"Session 0x{id:x} is closed.");
        return session;
    }

    /// <summary>Forgets a session that could not be opened.</summary>
    public void Forget(long id)
    {
        BeginClose(id);
        Remove(id);
    }

    /// <summary>Gives a session its time once more, whose end could not be carried out: it is tried again behind that. Only one of which nothing was carried out lives meanwhile.</summary>
    public void Prolong(long id)
    {
        if (!_sessions.TryGetValue(id, out var session))
            return;
        session.IsClosing = session.IsHalfClosed;
        Touch(session);
        _buckets.Add(session);
    }

    /// <summary>Ends a session at once.</summary>
    /// <returns>Whether it lived.</returns>
    public bool Expire(long id)
    {
        if (!_sessions.TryGetValue(id, out var session) || session.IsClosing)
            return false;
        End(session);
        return true;
    }

    /// <summary>No session expires while nobody can renew one.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Gives every session its whole timeout again, as a new leader does, and expires them from now on.</summary>
    public void Resume()
    {
        foreach (var session in _sessions.Values)
            Touch(session);
        _isPaused = false;
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private long Now => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    private void Expire()
    {
        if (_isPaused)
            return;
        foreach (var session in _buckets.TakeExpired(Now))
            End(session);
    }

    private void End(Session session)
    {
        session.IsClosing = true;
        if (!session.IsToldExpired)
        {
            Interlocked.Increment(ref _expiredCount);
            if (_log.IsOn && _expiries.IsDue(out var before))
                _log.Information(ZkServerLogEvents.SessionExpired, $"Session 0x{session.Id:x} expires; its timeout is {session.Timeout} ms.{before}");
        }
        session.IsToldExpired = true;
        _expired(session);
    }
}
