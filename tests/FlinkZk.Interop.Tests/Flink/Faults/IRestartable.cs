using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A ZooKeeper server that is killed and comes back with its data: ours, or Apache's.</summary>
internal interface IRestartable : IAsyncDisposable
{
    string ConnectionString { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task KillAsync(CancellationToken cancellationToken);
}

/// <summary>Ours.</summary>
internal sealed class RestartableOurs(string folder) : IRestartable
{
    private readonly ZooKeeperProcess _process = new(FreePort.Next(), folder);

    public string ConnectionString => _process.ConnectionString;

    public Task StartAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return default;
    }
}

/// <summary>Apache's, with a tick that lets sessions last as long as ours.</summary>
internal sealed class RestartableApache(ZooKeeperHome home) : IRestartable
{
    private ApacheServer? _server;

    public string ConnectionString => _server!.ConnectionString;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            _server = await ApacheServer.StartAsync(home, new() { TickTime = TimeSpan.FromSeconds(3) }, cancellationToken);
        else
            await _server.StartAsync(cancellationToken);
    }

    public Task KillAsync(CancellationToken cancellationToken) => _server!.KillAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
