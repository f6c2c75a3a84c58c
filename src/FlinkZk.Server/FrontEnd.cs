using System.Net.Sockets;

namespace FlinkZk.Server;

/// <summary>The side of a server that clients see: a port, the connections on it, their counts, and the words that tell of them.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private readonly ConnectionTable _connections;
    private readonly ServerContext _context;
    private readonly Listener _listener;
    private readonly Listener? _secure;

    /// <summary>Binds at once: a port that is taken is told here.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    /// <exception cref="IOException">A certificate cannot be read.</exception>
    public FrontEnd(ServerCore core, ZkServerOptions options)
    {
        Statistics = new(options.TimeProvider);
        _connections = new(options.MaxConnections, options.MaxConnectionsPerAddress);
        var report = new ServerReport(options, () => (Port, SecurePort), core.Database, core.Sessions, _connections, Statistics);
        _context = new(options, core.Database, core.Operations, core.Sessions, core.Prepare, core.Apply, Statistics, _connections, new(report, options.FourLetterWords));
        var tls = options.Tls is { } certificates ? new ServerTls(certificates, options.Events) : null;
        _listener = new(options.Address, options.Port, _context);
        Port = _listener.Port;
        if (options.SecurePort is { } port)
            _secure = ListenSecurely(port, tls!);
    }

    public int Port { get; }

    /// <summary>The port for TLS; null for none.</summary>
    public int? SecurePort => _secure?.Port;

    public RequestStatistics Statistics { get; }

    /// <summary>Open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Begins to accept.</summary>
    public void Start()
    {
        _listener.Start();
        _secure?.Start();
    }

    public void CloseConnections()
    {
        foreach (var connection in _connections.All)
            connection.Close();
    }

    /// <summary>Takes no more connections; those that are open stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        if (_secure is not null)
            await _secure.DisposeAsync().ConfigureAwait(false);
    }

    private Listener ListenSecurely(int port, ServerTls tls)
    {
        try
        {
            return new(_context.Options.Address, port, _context, tls);
        }
        catch
        {
            _listener.DisposeAsync().AsTask().GetAwaiter().GetResult(); // not started yet: it only closes
            throw;
        }
    }
}
