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
internal sealed partial class Session : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private readonly ZkClientOptions _options;
    private readonly StatusBoard _status = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ServerList _servers;
    private readonly Heartbeat _heartbeat;
    private readonly WatchTable _watches;
    private readonly RequestPipe _pipe;
    private readonly WireTrace? _trace;
    private readonly object _gate = new();
    private readonly Task _loop;
    private AuthInfo[] _identities;           // gate; replaced as a whole
    private Task? _closing;                   // gate
    private byte[] _password = new byte[Limits.Password];   // loop only: a secret
    private bool _seenReadWrite;              // loop only
    private bool _wasAttached;                // loop only
    private Exception? _lastCause;            // loop only; read once the loop has ended
    private long _id;

    private Session(ZkClientOptions options)
    {
        _options = options;
        _identities = [.. options.Auth];
        _servers = new(options.ConnectionString.Servers, new Random());
        _heartbeat = new(options.TimeProvider);
        _watches = new();
        _trace = options.TracePath is { } path ? new(path, options.TimeProvider) : null;
        _pipe = new(options, _heartbeat, _watches) { Orphaned = Sweep, CreateLost = NoteLost, Trace = _trace };
        _watches.Removal = PostRemoval;
        if (options.ServerVersion is { } given)
            Know(new(ServerFeatures.Complete(given), IsExact: true));
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
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var status = await session._status.WaitAsync(0, either.Token).ConfigureAwait(false);
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
            using var deadline = new CancellationTokenSource(CloseDeadline, _options.TimeProvider);
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

    private ZkException WhyNotOpened()
    {
        var servers = string.Join(", ", _servers.Servers);
        return _status.Current.State == SessionState.AuthFailed
            ? new(ErrorCode.AuthFailed, $"{_lastCause?.Message} Check user and password, or what the server accepts.", innerException: _lastCause)
            : new(ErrorCode.ConnectionLoss,
                $"No ZooKeeper server answered within {_options.ConnectTimeout.TotalSeconds:0.###} s. Tried: {servers}. Last cause: {_lastCause?.Message ?? "no attempt came to an end"}. Check addresses, ports and that a server runs.",
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
