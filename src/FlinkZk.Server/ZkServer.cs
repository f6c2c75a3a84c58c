using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Log;
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

    private ZkServer(ZkServerOptions options, Func<Database, Apply, Storage> open)
    {
        Options = options;
        var database = new Database();
        var operations = new OperationTable();
        var statistics = new RequestStatistics(options.TimeProvider);
        var sessions = new SessionTable(options, EndSession);
        var connections = new ConnectionTable(options.MaxConnections, options.MaxConnectionsPerAddress);
        var apply = new Apply(database, operations, sessions, statistics);
        _storage = open(database, apply);
        sessions.Restore(database.Sessions.Values);
        var prepare = new Prepare(database, operations, sessions, _storage.Log, apply.Refuse, options);
        var report = new ServerReport(options, () => Port, database, sessions, connections, statistics);
        _context = new(options, database, operations, sessions, prepare, apply, statistics, connections, new(report, options.FourLetterWords));
        _sweeper = new(database, prepare.SubmitAsync, statistics, options);
        _listener = Listen(_context, _storage);
        Port = _listener.Port;
    }

    /// <summary>
    /// Why writes are refused, while reads still work; null while all is well. A full disk passes as soon as there is room;
    /// after anything else the server has to be started again.
    /// </summary>
    public Exception? Failure
    {
        get
        {
            var log = _storage.Log;
            return _context.Prepare.Failure ?? log.Completion.Exception?.InnerException ?? (log.HasRoom || log.Completion.IsCompleted ? null : DiskFull());
        }
    }

    /// <summary>Why the last snapshot could not be taken; null if it could. Nothing is lost by it, but the log grows.</summary>
    public Exception? SnapshotFailure => _storage.Snapshotter?.Failure;

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
        return await StartAsync(options, (database, apply) => Storage.Open(options, database, apply), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a server on a storage of the caller's.</summary>
    internal static async Task<ZkServer> StartAsync(ZkServerOptions options, Func<Database, Apply, Storage> open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A long log is read for seconds: not on the caller's thread.
        var server = await Task.Run(() => new ZkServer(options, open), CancellationToken.None).ConfigureAwait(false);
        server.Start();
        return server;
    }

    /// <summary>Takes a snapshot now, or waits for the one that is being taken.</summary>
    internal Task TakeSnapshotAsync() => _storage.Snapshotter?.TakeAsync() ?? Task.CompletedTask;

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
        _ = CloseConnectionsOnFailureAsync();
    }

    // Nobody knows whether what was under way is safe, so neither yes nor no would be true: clients are to know that it may have happened.
    private async Task CloseConnectionsOnFailureAsync()
    {
        await _storage.Log.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_storage.Log.Completion.IsFaulted)
            return;
        foreach (var connection in _context.Connections.All)
            connection.Close();
    }

    private DiskFullException DiskFull() => new(Options.DataPath ?? "its data");

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
