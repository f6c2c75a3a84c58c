namespace FlinkZk.Testing;

/// <summary>Apache ZooKeeper, the reference: the first one that is found. One for the whole assembly, because a virtual machine starts slowly.</summary>
public sealed class ApacheTestServer : TestServer
{
    private ApacheServer? _server;

    public override string? SkipReason => ZooKeeperHome.All.Count == 0 ? ZooKeeperHome.SkipReason : null;

    public override int Port => _server!.Port;

    public override async ValueTask InitializeAsync()
    {
        if (ZooKeeperHome.All.Count == 0)
            return;
        _server = await ApacheServer.StartAsync(ZooKeeperHome.All[0]);
        Is39 = (await FourLetterWord.AskAsync(Port, "srvr"))?.Contains("version: 3.9", StringComparison.Ordinal) == true;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}
