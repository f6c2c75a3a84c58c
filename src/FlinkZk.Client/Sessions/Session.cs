using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// One session: the loop that owns its state. It finds a server, shakes hands, presents identities, arms the watches again and lets requests flow;
/// when the connection breaks it begins anew, until the session is over. Everything else only asks it.
/// <code>
///   Connecting --- Connected, ReadOnly === Suspended
///        \________________|_______________/
///                         |
///             Expired, AuthFailed, Closed
/// </code>
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    // A connection that lasted this long was a good one: looking for the next needs no pause.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly ZkClientOptions _options;
    private readonly StatusBoard _status = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerSearch _servers;
    private readonly VersionKnowledge _versions;
    private readonly OrphanSweep _orphans;
    private readonly Heartbeat _heartbeat;
    private readonly WatchTable _watches;
    private readonly RequestPipe _pipe;
    private readonly WireTrace? _trace;
    private readonly object _gate = new();
    private readonly Task _loop;
    private AuthInfo[] _identities;           // gate; replaced as a whole
    private Task? _closing;                   // gate
    private volatile byte[] _password = new byte[Limits.Password];   // loop writes: a secret
    private bool _seenReadWrite;              // loop only
    private bool _wasAttached;                // loop only
    private volatile Exception? _lastCause;   // loop only; read once the loop has ended
    private volatile Connection? _connection; // loop writes; others may break it
    private long _id;                         // loop writes

    private Session(ZkClientOptions options)
    {
        _options = options;
        _identities = [.. options.Auth];
        _heartbeat = new(options.TimeProvider);
        _watches = new() { Removal = PostRemoval };
        _trace = options.TracePath is { } path ? new(path, options.TimeProvider) : null;
        _servers = new(options, Failed, _stop.Token);
        _versions = new(options, () => Volatile.Read(ref _identities), _watches, _stop.Token);
        _orphans = new(_status) { Pipe = () => Pipe };
        _pipe = new(options, _heartbeat, _watches) { Orphaned = _orphans.Sweep, CreateLost = _orphans.NoteLost, Trace = _trace };
        if (options.ServerVersion is { } given)
            _versions.Begin(given);
        _loop = Task.Run(RunAsync);
    }

    public RequestPipe Pipe => _pipe;

    public WatchTable Watches => _watches;

    public ZkClientOptions Options => _options;

    public StatusBoard Status => _status;

    public CancellationToken Lost => _lost.Token;

    public long Id => Volatile.Read(ref _id);

    /// <summary>The password of the session: a secret.</summary>
    public byte[] Password => _password;

    public TimeSpan Timeout => _heartbeat.SessionTimeout;

    public long SafeUntil => _heartbeat.SafeUntil;

    /// <summary>What is known of the server's version.</summary>
    public VersionKnowledge Versions => _versions;

    /// <summary>Nodes of its own that are still to be removed.</summary>
    public OrphanSweep Orphans => _orphans;

    /// <summary>The servers that are tried.</summary>
    public IReadOnlyList<ServerAddress> Servers => _servers.Servers;

    /// <summary>The server connected to; null while there is none.</summary>
    public ServerAddress? Server => _connection?.Server;

    /// <summary>The first identity that is presented; null if there is none.</summary>
    public AuthInfo? Identity => Volatile.Read(ref _identities).FirstOrDefault();

    /// <summary>Whether an entry of an access control list means an identity that is presented.</summary>
    public bool IsNamedBy(Acl entry) => _options.Sasl is { } sasl && entry.Scheme == "sasl" && entry.Id == sasl.User || Array.Exists(Volatile.Read(ref _identities), identity => identity.IsNamedBy(entry));

    /// <summary>Opens a session, or fails with what stood in the way.</summary>
    public static async ValueTask<Session> OpenAsync(ZkClientOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var session = new Session(options);
        using var deadline = new Deadline(options.ConnectTimeout, options.TimeProvider, cancellation);
        try
        {
            var status = await session._status.WaitAsync(0, deadline.Token).ConfigureAwait(false);
            if (!status.IsLost)
                return session;
        }
        catch (OperationCanceledException)
        {
        }
        await session.CloseAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        throw session.WhyNotOpened();
    }

    /// <summary>Presents one more identity, now and on each later connection.</summary>
    public async ValueTask AddIdentityAsync(AuthInfo identity, CancellationToken cancellation)
    {
        lock (_gate)
            _identities = [.. _identities, identity];
        while (true)
        {
            var status = _status.Current;
            if (status.IsLost)
                throw Over(status.State).ToException(OpCode.Auth, null);
            try
            {
                await _pipe.AuthenticateAsync(identity).WaitAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
                // The next connection presents it anyway; asking once more there does no harm and tells when it is done.
                await _status.WaitAsync(status.Version, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes up another list of servers.</summary>
    public void UpdateServers(IReadOnlyList<ServerAddress> servers)
    {
        _servers.Replace(servers);
        if (_connection is { } connection)
            _servers.BreakIfNotListed(connection);
    }

    /// <summary>Measures a round trip on the connection that stands.</summary>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pipe.Ping(waiter);
        return await waiter.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="CloseAsync"/>
    public ValueTask DisposeAsync() => new(CloseAsync());

    /// <summary>Ends the session: by word where there is a connection, by silence otherwise. Bounded in time.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
            return _closing ??= CloseOnceAsync();
    }

    private async Task CloseOnceAsync()
    {
        _heartbeat.GiveUp();
        await Task.Yield();
        if (_status.Current.State is SessionState.Connected or SessionState.ReadOnly)
        {
            using var deadline = new Deadline(CloseDeadline, _options.TimeProvider);
            try
            {
                await _pipe.SendAsync(new CloseSession(), Chroot.None, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ZkException or OperationCanceledException)
            {
                // Then the server finds out by its own clock.
            }
        }
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var state = SessionState.Closed;
        try
        {
            while (true)
                await ServeAsync(await EstablishAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || IsClosing)
        {
        }
        catch (AuthenticationRefusedException exception)
        {
            (state, _lastCause) = (SessionState.AuthFailed, exception);
        }
        catch (Exception exception)
        {
            // Also what nobody thought of: a session without its loop is over, and must not look alive.
            (state, _lastCause) = (SessionState.Expired, exception);
        }
        End(state);
    }

    private async Task<Link> EstablishAsync()
    {
        using var expiry = new Deadline(_wasAttached ? _heartbeat.UntilExpiry : System.Threading.Timeout.InfiniteTimeSpan, _options.TimeProvider, _stop.Token);
        try
        {
            // All servers together get as much time as the session has.
            return await _servers.FindAsync(_wasAttached ? Timeout : _options.ConnectTimeout, ShakeHandsAsync, expiry.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (expiry.IsOver)
        {
            throw new SessionExpiredException($"no server could be reached for 4/3 of the session timeout ({Timeout.TotalSeconds:0.###} s). Last cause: {_lastCause?.Message}");
        }
    }

    private void Failed(ServerAddress server, string problem, Exception? cause)
    {
        _lastCause = new IOException($"{server}: {problem}", cause);
        _trace?.Note(Id, $"no session with {server}: {problem}");
    }

    private async Task<Link> ShakeHandsAsync(Connection connection, CancellationToken cancellation)
    {
        try
        {
            var preamble = new Preamble(connection, _watches, cancellation);
            var asked = _options.TimeProvider.GetTimestamp();
            var answer = await preamble.ConnectAsync(new(
                ProtocolVersion: 0, _pipe.LastZxid, (int)_options.SessionTimeout.TotalMilliseconds,
                // A read-only server's session is its own invention: the first real server must make a new one.
                _seenReadWrite && _wasAttached ? Id : 0, _password, _options.ReadOnly)).ConfigureAwait(false);
            Take(answer, asked);
            _trace?.Note(Id, $"connected to {connection.Server}: {answer}");
            await preamble.IdentifyAsync(_options.Sasl, Volatile.Read(ref _identities)).ConfigureAwait(false);
            if (_wasAttached)
            {
                await preamble.ReplayWatchesAsync(_pipe.LastZxid).ConfigureAwait(false);
                await _orphans.FindLostAsync(preamble, Id).ConfigureAwait(false);
            }
            return new(connection, answer, asked);
        }
        catch (Exception exception)
        {
            connection.Break(exception);
            throw;
        }
    }

    private void Take(ConnectResponse answer, long asked)
    {
        Volatile.Write(ref _id, answer.SessionId);
        _pipe.SessionId = answer.SessionId;
        _password = answer.Password ?? _password;
        _seenReadWrite |= answer.ReadOnly != true;
        _heartbeat.Renewed(asked, TimeSpan.FromMilliseconds(answer.TimeOut));
    }

    /// <summary>Lets requests flow until the connection breaks, then tells everyone.</summary>
    private async Task ServeAsync(Link link)
    {
        var (connection, began) = (link.Connection, _options.TimeProvider.GetTimestamp());
        using var stopping = _stop.Token.UnsafeRegister(static c => ((Connection)c!).Break(new OperationCanceledException("the session was closed")), connection);
        Attach(link);
        await connection.ReceiveAsync(_pipe).ConfigureAwait(false);

        _connection = null;
        _trace?.Note(Id, $"connection to {connection.Server} lost: {connection.Reason.Message}");
        _heartbeat.Stop();
        _lastCause = connection.Reason;
        var over = IsClosing || connection.Reason is AuthenticationRefusedException;
        if (!over)
            _status.Publish(SessionState.Suspended);
        await _pipe.DetachAsync(connection.Reason).ConfigureAwait(false);
        if (IsClosing)
            throw new OperationCanceledException("The session was closed.");
        if (connection.Reason is AuthenticationRefusedException refused)
            throw refused;

        _watches.Broadcast(SessionState.Suspended);
        if (_options.TimeProvider.GetElapsedTime(began) >= Calm)
            _servers.Succeeded();
    }

    private void Attach(Link link)
    {
        var state = link.Answer.ReadOnly == true ? SessionState.ReadOnly : SessionState.Connected;
        _connection = link.Connection;
        ClientDiagnostics.OnConnected();
        // Before the receive loop starts: whoever rebuilds by this applies the events that follow to what it has read.
        if (_wasAttached)
            _watches.Broadcast(state);
        if (_wasAttached && _options.LearnServerVersion)
            _ = _versions.LearnAsync(link.Connection.Server);
        _wasAttached = true;
        _pipe.Attach(link.Connection);
        _heartbeat.Start(link.Connection, () => _pipe.Ping());
        _status.Publish(state);
        if (state == SessionState.ReadOnly)
            _ = _servers.SeekReadWriteAsync(link.Connection);
        _servers.BreakIfNotListed(link.Connection);
    }

    /// <summary>First the state, then whoever waits: nobody may see a failed request and a session that looks well.</summary>
    private void End(SessionState state)
    {
        _heartbeat.GiveUp();
        _heartbeat.Stop();
        _heartbeat.Dispose();
        // The token is cancelled from here on. Its callbacks are user code: they run on the pool, nobody here waits for them, and what they throw is theirs.
        _ = _lost.CancelAsync();
        _status.Publish(state);
        _trace?.Note(Id, $"{state}: {_lastCause?.Message}");
        if (state != SessionState.Closed)
            ClientDiagnostics.OnLost();
        _pipe.End(Over(state));
        _watches.End(state);
        _trace?.Dispose();
    }

    private Failure Over(SessionState state) => state switch
    {
        SessionState.AuthFailed => new(ErrorCode.AuthFailed, $"the session is over: {_lastCause?.Message}", Cause: _lastCause),
        SessionState.Closed => new(ErrorCode.SessionExpired, "the session was closed."),
        _ => new(ErrorCode.SessionExpired, $"the session is over: {_lastCause?.Message}", Cause: _lastCause),
    };

    // Before 3.5 a watch cannot be taken off: it fires once more, and nobody hears it.
    private void PostRemoval(string path, WatcherType watches)
    {
        if (_versions.MayHave(OpCode.RemoveWatches))
            _pipe.Post(new RemoveWatches(path, watches));
    }

    private ZkException WhyNotOpened()
    {
        var servers = string.Join(", ", _servers.Servers);
        return _status.Current.State == SessionState.AuthFailed
            ? new(ErrorCode.AuthFailed, $"{_lastCause?.Message} Check user and password, or what the server accepts.", innerException: _lastCause)
            : new(ErrorCode.ConnectionLoss,
                $"No ZooKeeper server answered within {_options.ConnectTimeout.TotalSeconds:0.###} s. Tried: {servers}. Last cause: {_lastCause?.Message.TrimEnd('.') ?? "no attempt came to an end"}. Check addresses, ports and that a server runs.",
                innerException: _lastCause);
    }

    private bool IsClosing
    {
        get
        {
            lock (_gate)
                return _closing is not null;
        }
    }
}
