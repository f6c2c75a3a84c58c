using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Server.Tests.Secure;

public sealed class EmbeddedTlsTests : TlsBehaviour, IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private ZkServer? _server;

    protected override TestCertificates Certificates => _certificates;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _certificates.Dispose();
    }

    protected override async Task<int> StartAsync()
    {
        _server = await ZkServer.StartAsync(new() { SecurePort = 0, Tls = new() { CertificatePath = Certificates.NewPem("zookeeper"), CaPath = Certificates.CaPath } }, Cancel);
        return _server.SecurePort!.Value;
    }
}

[Collection(SecureApache.Name)]
public sealed class ApacheTlsTests(SecureApacheServer apache) : TlsBehaviour
{
    protected override TestCertificates Certificates => apache.Certificates;

    protected override Task<int> StartAsync()
    {
        if (SecureApacheServer.SkipReason is { } reason)
            Assert.Skip(reason);
        return Task.FromResult(apache.SecurePort);
    }
}

/// <summary>One secured Apache ZooKeeper for all tests of the reference.</summary>
[CollectionDefinition(Name)]
public sealed class SecureApache : ICollectionFixture<SecureApacheServer>
{
    /// <summary>The collection.</summary>
    public const string Name = "Apache ZooKeeper, secured";
}

public sealed class EmbeddedSaslTests : SaslBehaviour, IAsyncDisposable
{
    private ZkServer? _server;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<int> StartAsync()
    {
        _server = await ZkServer.StartAsync(new() { SaslUsers = new Dictionary<string, string> { ["alice"] = "wonderland" } }, Cancel);
        return _server.Port;
    }
}

[Collection(SecureApache.Name)]
public sealed class ApacheSaslTests(SecureApacheServer apache) : SaslBehaviour
{
    protected override Task<int> StartAsync()
    {
        if (SecureApacheServer.SkipReason is { } reason)
            Assert.Skip(reason);
        return Task.FromResult(ConnectionString.Parse(apache.ConnectionString).Servers[0].Port);
    }
}
