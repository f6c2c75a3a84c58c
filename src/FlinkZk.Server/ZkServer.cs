using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Journal;
using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>
/// An embedded ZooKeeper server of one node, which clients cannot tell from Java's. A write runs through three stages, each with one
/// owner: Prepare judges it, the log makes it safe, Apply carries it out and answers.
/// </summary>
public sealed class ZkServer : IAsyncDisposable
{
    private readonly ServerContext _context;
    private readonly Storage _storage;
    private readonly Sweeper _sweeper;
    private readonly Listener _listener;
    private Task? _stopping;

    private ZkServer(ZkServerOptions options)
    {
        Options = options;
        var database = new Database();
        var operations = new OperationTable();
        var statistics = new RequestStatistics(options.TimeProvider);
        var sessions = new SessionTable(options, EndSession);
        var connections = new ConnectionTable(options.MaxConnections, options.MaxConnectionsPerAddress);
        var apply = new Apply(database, operations, sessions, statistics);
        _storage = Storage.Open(options, database, apply);
        sessions.Restore(database.Sessions.Values);
        var prepare = new Prepare(database, operations, sessions, _storage.Log, apply.Refuse, options);
        var report = new ServerReport(options, () => Port, database, sessions, connections, statistics);
        _context = new(options, database, operations, sessions, prepare, apply, statistics, connections, new(report, options.FourLetterWords));
        _sweeper = new(database, prepare.SubmitAsync, statistics, options);
        _listener = Listen(_context, _storage);
        Port = _listener.Port;
    }

    /// <summary>Why writes are refused, for example a full disk: reads still work, and the server has to be started again. Null while all is well.</summary>
    public Exception? Failure => _storage.Log.Failure ?? _context.Prepare.Failure;

    /// <summary>What was found in the data folder; null for a server in memory.</summary>
    public ZkServerRecovery? Recovery => _storage.Recovery;

    /// <summary>What the server was started with.</summary>
    public ZkServerOptions Options { get; }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>What a client connects to, for example <c>127.0.0.1:2181</c> or <c>[::1]:2181</c>.</summary>
    public string ConnectionString => new IPEndPoint(Options.Address, Port).ToString();

    /// <summary>What the server holds and has done.</summary>
    public ZkServerStatistics Statistics
    {
        get
        {
            var (database, statistics) = (_context.Database, _context.Statistics);
            database.Gate.EnterReadLock();
            try
            {
                return new()
                {
                    LastZxid = database.LastZxid,
                    Nodes = database.Tree.Count,
                    Ephemerals = database.Tree.EphemeralCount,
                    DataSize = database.Tree.DataSize,
                    Sessions = _context.Sessions.Count,
                    Connections = _context.Connections.Count,
                    Watches = database.Watches.Count,
                    Received = statistics.Received,
                    Sent = statistics.Sent,
                    Outstanding = statistics.Outstanding,
                };
            }
            finally
            {
                database.Gate.ExitReadLock();
            }
        }
    }

    /// <summary>Starts a server; it listens when this returns.</summary>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    /// <exception cref="DataDamagedException">The data folder holds less than what was acknowledged.</exception>
    /// <exception cref="IOException">The data folder cannot be used, or another server has it.</exception>
    public static async ValueTask<ZkServer> StartAsync(ZkServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        // A long log is read for seconds: not on the caller's thread.
        var server = await Task.Run(() => new ZkServer(options), CancellationToken.None).ConfigureAwait(false);
        server.Start();
        return server;
    }

    /// <summary>Ends a session as if its time were over: its ephemeral nodes go and its connection is closed.</summary>
    /// <exception cref="ArgumentException">No such session lives here.</exception>
    public void ExpireSession(long sessionId)
    {
        if (!_context.Sessions.Expire(sessionId))
            throw new ArgumentException($"No session 0x{sessionId:x} lives on {ConnectionString}.", nameof(sessionId));
    }

    /// <summary>Takes no more connections and requests, answers what was accepted, closes all connections. Sessions do not end by it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the stopping.</param>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        var stopping = LazyInitializer.EnsureInitialized(ref _stopping, StopCoreAsync);
        await stopping!.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => StopAsync();

    private static Listener Listen(ServerContext context, Storage storage)
    {
        try
        {
            return new(context.Options.Address, context.Options.Port, context);
        }
        catch
        {
            storage.DisposeAsync().AsTask().GetAwaiter().GetResult(); // nothing was written yet: it only closes
            throw;
        }
    }

    private void Start()
    {
        _context.Prepare.Start();
        _context.Sessions.Start();
        _sweeper.Start();
        _listener.Start();
    }

    private async Task StopCoreAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await _context.Sessions.DisposeAsync().ConfigureAwait(false);
        await _context.Prepare.DisposeAsync().ConfigureAwait(false);
        await _storage.DisposeAsync().ConfigureAwait(false);
        foreach (var connection in _context.Connections.All)
            connection.Close();
    }

    // Expiry, and tests that bring it about.
    private void EndSession(Session session)
    {
        var request = Request.Rent(null, session.Id, xid: 0, OpCode.CloseSession, [], _context.Statistics.Now);
        _ = SubmitQuietlyAsync(request);
    }

    private async Task SubmitQuietlyAsync(Request request)
    {
        try
        {
            await _context.Prepare.SubmitAsync(request).ConfigureAwait(false);
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            // The server stops: the session outlives it, or goes with it.
        }
    }
}
