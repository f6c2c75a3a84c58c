using FlinkZk.Server;

namespace FlinkZk.Testing;

/// <summary>This project's own server, in the same process.</summary>
public sealed class EmbeddedTestServer : TestServer
{
    private ZkServer? _server;

    public override int Port => _server!.Port;

    public override async ValueTask InitializeAsync() =>
        _server = await ZkServer.StartAsync(new() { TickTime = TimeSpan.FromMilliseconds(500), FourLetterWords = new HashSet<string> { "srvr", "cons", "wchs", "wchp", "wchc" } });

    public override async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await base.DisposeAsync();
    }
}
