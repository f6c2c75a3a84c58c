using FlinkZk.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>One Apache ZooKeeper for all tests of the reference, because it takes seconds to start; none where none is installed.</summary>
public sealed class ApacheFixture : IAsyncLifetime
{
    private ApacheServer? _server;

    internal ServerUnderTest Get()
    {
        if (_server is null)
            Assert.Skip(ZooKeeperHome.SkipReason);
        return new(_server.Port, () => ValueTask.CompletedTask);
    }

    public async ValueTask InitializeAsync()
    {
        if (ZooKeeperHome.All is [var home, ..])
            _server = await ApacheServer.StartAsync(home, new() { TickTime = TimeSpan.FromSeconds(2) });
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The tests of the reference run one after the other: they look at zxids, which a second client would move.</summary>
[CollectionDefinition(Name)]
public sealed class ApacheServers : ICollectionFixture<ApacheFixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "Apache ZooKeeper";
}
