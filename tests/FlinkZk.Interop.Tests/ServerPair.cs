using FlinkZk.Interop.Tests;
using FlinkZk.Server;
using FlinkZk.Testing;

[assembly: AssemblyFixture(typeof(ServerPair))]

namespace FlinkZk.Interop.Tests;

/// <summary>
/// Our server and Apache's 3.9, set up alike. Every script runs against both, so that both have the same past, whatever the order of the tests.
/// </summary>
public sealed class ServerPair : IAsyncLifetime
{
    /// <summary>Tests that run one after the other: what a script leaves at the root, and watches, would show in another's transcript.</summary>
    public const string Collection = "server pair";

    /// <summary>The password of the super user on both.</summary>
    public const string SuperPassword = "superb";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private ApacheServer? _apache;
    private ZkServer? _embedded;

    /// <summary>The reference: ours says that it is a 3.9.</summary>
    public static ZooKeeperHome? Reference => ZooKeeperHome.Newest;

    /// <summary>Where our server listens, and Apache's.</summary>
    public (int Ours, int Theirs) Ports => (_embedded!.Port, _apache!.Port);

    private static string SuperDigest => AclDigest.Of("super", SuperPassword);

    /// <summary>Skips the test where there is nothing to compare with.</summary>
    public static void RequireReference()
    {
        if (Reference is null)
            Assert.Skip("No Apache ZooKeeper 3.9 found. Set ZOOKEEPER_HOME to a folder with its lib/*.jar, and have java on the path.");
    }

    public async ValueTask InitializeAsync()
    {
        if (Reference is null)
            return;
        _apache = await ApacheServer.StartAsync(Reference, new() { TickTime = Tick, JavaFlags = [$"-Dzookeeper.DigestAuthenticationProvider.superDigest={SuperDigest}", "-Dzookeeper.enforceQuota=true"] });
        _embedded = await ZkServer.StartAsync(new() { TickTime = Tick, SuperDigest = SuperDigest, EnforceQuota = true, MaxConnectionsPerAddress = 0, FourLetterWords = new HashSet<string> { "*" } });
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
            await _embedded.DisposeAsync();
        if (_apache is not null)
            await _apache.DisposeAsync();
    }
}
