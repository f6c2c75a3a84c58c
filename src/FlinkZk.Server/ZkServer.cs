using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Core;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server;

/// <summary>
/// An embedded ZooKeeper server of one node, which clients cannot tell from Java's. It is a
/// core, through which every write goes, and one front end.
/// </summary>
public sealed class ZkServer : IAsyncDisposable
{
    private readonly ServerCore _core;
    private readonly FrontEnd _frontEnd;
    private Task? _stopping;

    private ZkServer(ZkServerOptions options, Func<Database, Apply, ServerStorage> open)
    {
        Options = options;
        _core = new(options, open);
        _frontEnd = Listen(_core);
    }

    /// <summary>
    /// Why writes are refused, while reads still work; null while all is well. A full disk passes as soon as there is room, and so does full memory, which refuses only what would make
    /// the state larger; after anything else the server has to be started again.
    /// </summary>
    public Exception? Failure => _core.Failure;

    /// <summary>Why nothing can be written until it is started anew; null while it can, or while what <see cref="Failure"/> says may pass.</summary>
    public Exception? FinalFailure => _core.FinalFailure;

    /// <summary>Why the last snapshot could not be taken; null if it could. Nothing is lost by it, but the log grows.</summary>
    public Exception? SnapshotFailure => _core.SnapshotFailure;

    /// <summary>What was found in the data folder; null for a server in memory.</summary>
    public ZkServerRecovery? Recovery => _core.Recovery;

    /// <summary>What the server was started with.</summary>
    public ZkServerOptions Options { get; }

    /// <summary>The port that it listens on.</summary>
    public int Port => _frontEnd.Port;

    /// <summary>The port of its TLS connections; null if it takes none.</summary>
    public int? SecurePort => _frontEnd.SecurePort;

    /// <summary>Where it shows its figures over HTTP; null if nowhere.</summary>
    public IPEndPoint? Metrics => _frontEnd.Metrics;

    /// <summary>What a client connects to, for example <c>127.0.0.1:2181</c> or <c>[::1]:2181</c>.</summary>
    public string ConnectionString => new IPEndPoint(Options.Address, Port).ToString();

    /// <summary>What the server holds and has done.</summary>
    public ZkServerStatistics Statistics => ZkServerStatistics.Of(_frontEnd);

    /// <summary>Starts a server; it listens when this returns.</summary>
    /// <exception cref="ArgumentException">Two options do not fit together.</exception>
    /// <exception cref="SocketException">The address or port cannot be had.</exception>
    /// <exception cref="DataDamagedException">The data folder holds less than what was acknowledged.</exception>
    /// <exception cref="IOException">The data folder cannot be used, or another server has it; or a certificate cannot be read.</exception>
    public static async ValueTask<ZkServer> StartAsync(ZkServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        try
        {
            return await StartAsync(options, (database, apply) => ServerStorage.Open(options, database, apply), cancellationToken).ConfigureAwait(false);
        }
        catch (OutOfMemoryException e) when (options.DataPath is { } path)
        {
            throw StateEstimate.TooLarge(path, options, e);
        }
    }

    /// <summary>Starts a server on a storage of the caller's.</summary>
    internal static async Task<ZkServer> StartAsync(ZkServerOptions options, Func<Database, Apply, ServerStorage> open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A long log is read for seconds: not on the caller's thread.
        var server = await Task.Run(() => new ZkServer(options, open), CancellationToken.None).ConfigureAwait(false);
        server.Start();
        return server;
    }

    /// <summary>Takes a snapshot now, or waits for the one that is being taken.</summary>
    internal Task TakeSnapshotAsync() => _core.TakeSnapshotAsync();

    /// <summary>
    /// Backs everything up into one file, while the server works. All that was acknowledged before the call is in it, and what came meanwhile up to
    /// <see cref="ZkDataBackUp.LastZxid"/>; <see cref="ZkDataFolder.RestoreAsync"/> makes a data folder of it.
    /// </summary>
    /// <param name="file">The file to make; its folder is made if need be.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Another back-up of this server is being made.</exception>
    public ValueTask<ZkDataBackUp> BackUpAsync(string file, CancellationToken cancellationToken = default) => _core.BackUpAsync(file, cancellationToken);

    /// <summary>Ends a session as if its time were over: its ephemeral nodes go and its connection is closed.</summary>
    /// <exception cref="ArgumentException">No such session lives here.</exception>
    public void ExpireSession(long sessionId) => _core.ExpireSession(sessionId, ConnectionString);

    /// <summary>Takes no more connections and requests, answers what was accepted, closes all connections. Sessions do not end by it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the stopping.</param>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        var stopping = LazyInitializer.EnsureInitialized(ref _stopping, StopCoreAsync);
        await stopping!.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => StopAsync();

    private static FrontEnd Listen(ServerCore core)
    {
        try
        {
            return new(core, core.Options);
        }
        catch
        {
            core.DisposeAsync().AsTask().GetAwaiter().GetResult(); // nothing was started yet: it only closes
            throw;
        }
    }

    private void Start()
    {
        // Nobody knows whether what was under way is safe, so neither yes nor no would be true: clients are to know that it may have happened.
        _core.Start(failed: _frontEnd.CloseConnections);
        _frontEnd.Start();
        TellStart(Options.Events);
    }

    private void TellStart(ServerLog log)
    {
        if (Recovery is { } found)
        {
            var snapshot = found.Snapshot is { } zxid ? $"the snapshot of 0x{zxid:x}" : "no snapshot";
            log.Information(ZkServerLogEvents.Recovered, $"Loaded {snapshot} and {found.Replayed} transactions from {Options.DataPath}.");
            foreach (var finding in found.Findings)
                log.Warning(ZkServerLogEvents.RecoveryFinding, $"{finding}");
        }
        var secure = SecurePort is { } port ? $", with TLS on port {port}" : "";
        var metrics = Metrics is { } endPoint ? $", metrics on http://{endPoint}/metrics" : "";
        log.Information(ZkServerLogEvents.Started, $"Listening on {ConnectionString}{secure}{metrics}; data in {Options.DataPath ?? "memory"}.");
    }

    private async Task StopCoreAsync()
    {
        await _frontEnd.DisposeAsync().ConfigureAwait(false);
        await _core.DisposeAsync().ConfigureAwait(false);
        _frontEnd.CloseConnections();
        Options.Events.Information(ZkServerLogEvents.Stopped, $"The server on {ConnectionString} has stopped.");
    }
}
