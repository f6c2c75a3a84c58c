namespace FlinkZk.Server.Tests;

/// <summary>Behaviour that every ZooKeeper server has: the tests of a subclass run against ours and, where one is found, against Java's.</summary>
public abstract class WireBehaviour : IAsyncLifetime
{
    private ServerUnderTest? _server;

    internal ServerUnderTest Server => _server!;

    internal abstract Task<ServerUnderTest> StartAsync();

    /// <summary>A path that no other test uses: Java's server is shared, starting it takes seconds.</summary>
    protected string Root { get; } = $"/t{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync();
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync(Root);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static async Task<ServerUnderTest> StartEmbeddedAsync()
    {
        var server = await ZkServer.StartAsync(new() { FourLetterWords = new HashSet<string> { "*" }, MaxConnectionsPerAddress = 0 });
        return new(server.Port, null, server.DisposeAsync);
    }
}
