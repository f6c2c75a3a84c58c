namespace FlinkZk.Testing;

/// <summary>Apache ZooKeeper 3.9, the reference, alone.</summary>
public class ApacheTestServer : TestServer
{
    private ApacheServer? _server;

    /// <summary>What is started; null if there is none.</summary>
    protected virtual ZooKeeperHome? Home => ZooKeeperHome.Newest;

    public override string? SkipReason => Home is null ? $"No Apache ZooKeeper 3.9 or later. {ZooKeeperHome.SkipReason}" : null;

    public override int Port => _server!.Port;

    protected override async Task StartServerAsync() => _server = await ApacheServer.StartAsync(Home!, new() { TickTime = TickTime });

    protected override async Task StopServerAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
