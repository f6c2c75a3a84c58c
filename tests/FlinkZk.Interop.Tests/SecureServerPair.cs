using FlinkZk.Server;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Our server and Apache's 3.9, both with a TLS port that demands certificates of one authority, and SASL DIGEST-MD5 for the user alice.</summary>
public sealed class SecureServerPair : IAsyncLifetime
{
    private readonly SecureApacheServer _apache = new();
    private ZkServer? _embedded;

    /// <summary>The authority, and who it has signed.</summary>
    public TestCertificates Certificates => _apache.Certificates;

    /// <summary>The ports for plain connections.</summary>
    public (int Ours, int Theirs) Ports => (_embedded!.Port, int.Parse(_apache.ConnectionString.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The ports for TLS.</summary>
    public (int Ours, int Theirs) SecurePorts => (_embedded!.SecurePort!.Value, _apache.SecurePort);

    public async ValueTask InitializeAsync()
    {
        if (ZooKeeperHome.Newest is null)
            return;
        await _apache.InitializeAsync();
        _embedded = await ZkServer.StartAsync(new()
        {
            TickTime = TimeSpan.FromMilliseconds(500),
            SecurePort = 0,
            Tls = new() { CertificatePath = Certificates.NewPem("zookeeper"), CaPath = Certificates.CaPath },
            SaslUsers = new Dictionary<string, string> { ["alice"] = "wonderland" },
            FourLetterWords = new HashSet<string> { "*" },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
            await _embedded.DisposeAsync();
        await _apache.DisposeAsync();
    }
}
