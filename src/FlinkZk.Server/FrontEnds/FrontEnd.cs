using System.Net.Sockets;
using FlinkZk.Server.Core;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Figures;
using FlinkZk.Server.Http;
using FlinkZk.Server.Net;
using FlinkZk.Server.Options;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Server.Watches;
using FlinkZk.Server.Words;

namespace FlinkZk.Server.FrontEnds;

/// <summary>
/// The side of a server that clients see: a port, the connections on it, their counts, and the words that tell of them. What it shows
/// may change while it listens: the core's database, the frozen copy of one that has lost the others, or nothing.
/// </summary>
internal sealed class FrontEnd : IFrontEnd, IAsyncDisposable
{
    private readonly ServerCore _core;
    private readonly ZkServerOptions _options;
    private readonly ConnectionTable _connections;
    private readonly Listener _listener;
    private readonly Listener? _secure;
    private readonly MetricsSite? _metrics;
    private FigureMeter? _meter;
    private volatile Shown _shown;
    private SessionTable? _ownSessions;
    private int _isDisposed;

    /// <summary>Binds at once: a port that is taken is told here.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    public FrontEnd(ServerCore core, ZkServerOptions options, ServerRole role = ServerRole.Standalone, int id = 0)
    {
        (_core, _options, Id) = (core, options, id);
        Statistics = new(options.TimeProvider);
        Rates = new(Statistics, options.TimeProvider);
        _connections = new(options.MaxConnections, options.MaxConnectionsPerAddress);
        _shown = Show(core.Database, core.Sessions, role);
        var tls = options.Tls is { } certificates ? new ServerTls(certificates, options.Events) : null;
        _listener = new(options.Address, options.Port, () => _shown.Context);
        Port = _listener.Port;
        if (options.SecurePort is { } port)
            _secure = Bind(() => new Listener(_options.Address, port, () => _shown.Context, tls!));
        if (options.Metrics is { } endPoint)
            _metrics = Bind(() => new MetricsSite(() => Report, endPoint, core.Faults, options.TimeProvider));
    }

    /// <summary>The member's number; 0 for a server alone.</summary>
    public int Id { get; }

    public int Port { get; }

    /// <summary>The port for TLS; null for none.</summary>
    public int? SecurePort => _secure?.Port;

    /// <summary>Where it shows its figures; null for nowhere.</summary>
    public System.Net.IPEndPoint? Metrics => _metrics?.EndPoint;

    public ServerRole Role => _shown.Context.Role;

    /// <summary>What it tells of itself.</summary>
    public ServerReport Report => _shown.Report;

    public RequestStatistics Statistics { get; }

    public RateMeter Rates { get; }

    /// <summary>What is behind it.</summary>
    public ServerCore Core => _core;

    /// <summary>Open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Watches of its connections.</summary>
    public int WatchCount => Database.Watches.CountOf(Has);

    /// <summary>What its clients see.</summary>
    public Database Database => _shown.Context.Database;

    /// <summary>The sessions that its clients may have.</summary>
    public SessionTable Sessions => _shown.Context.Sessions;

    /// <summary>Whether a watcher came to this front end.</summary>
    public bool Has(IWatcher watcher) => watcher is ServerConnection connection && connection.Server.Connections == _connections;

    /// <summary>Begins to accept.</summary>
    public void Start()
    {
        Rates.Start();
        _listener.Start();
        _secure?.Start();
        _metrics?.Start();
        _meter = new(new System.Net.IPEndPoint(_options.Address, Port).ToString(), () => Report.Source);
    }

    /// <summary>Shows the core's database. A change of roles among those that do is seen by nobody but who asks.</summary>
    public ValueTask ServeAsync(ServerRole role)
    {
        if (_shown.Context is { IsServing: true, IsReadOnly: false } context)
        {
            context.Role = role;
            return ValueTask.CompletedTask;
        }
        return SwitchAsync(Show(_core.Database, _core.Sessions, role));
    }

    /// <summary>Closes its connections and accepts no session from here on.</summary>
    public ValueTask ServeNothingAsync() => SwitchAsync(Show(_core.Database, _core.Sessions, ServerRole.NotServing));

    /// <summary>Shows a copy that nobody changes, with sessions of its own that nobody else knows (<c>ReadOnlyZooKeeperServer</c>).</summary>
    public async ValueTask ServeReadOnlyAsync(Database frozen)
    {
        // The top bit tells its ids from those of the ensemble.
        SessionTable? sessions = null;
        sessions = new(_options, session =>
        {
            sessions!.Remove(session.Id);
            session.CloseConnections(except: null);
        }, server: (byte)(0x80 | Id));
        await SwitchAsync(Show(frozen, sessions, ServerRole.ReadOnly)).ConfigureAwait(false);
        _ownSessions = sessions;
        sessions.Start();
    }

    public void CloseConnections()
    {
        foreach (var connection in _connections.All)
            connection.Close();
    }

    /// <summary>Takes no more connections; those that are open stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await Rates.DisposeAsync().ConfigureAwait(false);
        _meter?.Dispose();
        if (_metrics is not null)
            await _metrics.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        if (_secure is not null)
            await _secure.DisposeAsync().ConfigureAwait(false);
    }

    private T Bind<T>(Func<T> listen)
    {
        try
        {
            return listen();
        }
        catch
        {
            // Not started yet: they only close.
            _secure?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    private async ValueTask SwitchAsync(Shown next)
    {
        var before = _shown.Context;
        _shown = next;
        foreach (var connection in _connections.All.Where(connection => connection.Server == before))
            connection.Close();
        if (_ownSessions is { } own)
            await own.DisposeAsync().ConfigureAwait(false);
        _ownSessions = null;
        _core.Sessions.ForgetLocalOf(before);
    }

    private Shown Show(Database database, SessionTable sessions, ServerRole role)
    {
        var report = new ServerReport(_options, this, database, sessions, _connections, Statistics);
        var words = new FourLetterWords(report, _options);
        return new(new(_options, database, _core.Operations, sessions, _core.Prepare, _core.Apply, _core.Memory, _core.Guesses, _core.Faults, Statistics, _connections, words) { Role = role }, report);
    }

    /// <summary>What it shows at present: what connections come to, and what is told of it.</summary>
    private sealed record Shown(ServerContext Context, ServerReport Report);
}
