using FlinkZk.Server;

namespace FlinkZk.Testing;

/// <summary>This project's own server, in the same process.</summary>
public sealed class EmbeddedTestServer : TestServer
{
    private ZkServer? _server;

    public override int Port => _server!.Port;

    protected override async Task StartServerAsync() =>
        _server = await ZkServer.StartAsync(new() { TickTime = TickTime, FourLetterWords = new HashSet<string> { "srvr", "cons", "wchs", "wchp", "wchc" } });

    protected override async Task StopServerAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
