using System.Net.Sockets;

namespace FlinkZk.Server;

/// <summary>The side of a server that clients see: a port, the connections on it, their counts, and the words that tell of them.</summary>
internal sealed class FrontEnd : IAsyncDisposable
{
    private readonly ConnectionTable _connections;
    private readonly ServerContext _context;
    private readonly Listener _listener;

    /// <summary>Binds at once: a port that is taken is told here.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    public FrontEnd(ServerCore core, ZkServerOptions options)
    {
        Statistics = new(options.TimeProvider);
        _connections = new(options.MaxConnections, options.MaxConnectionsPerAddress);
        var report = new ServerReport(options, () => Port, core.Database, core.Sessions, _connections, Statistics);
        _context = new(options, core.Database, core.Operations, core.Sessions, core.Prepare, core.Apply, Statistics, _connections, new(report, options.FourLetterWords));
        _listener = new(options.Address, options.Port, _context);
        Port = _listener.Port;
    }

    public int Port { get; }

    public RequestStatistics Statistics { get; }

    /// <summary>Open connections.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>Begins to accept.</summary>
    public void Start() => _listener.Start();

    public void CloseConnections()
    {
        foreach (var connection in _connections.All)
            connection.Close();
    }

    /// <summary>Takes no more connections; those that are open stay.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
