using Xunit;

namespace FlinkZk.Testing;

/// <summary>Apache ZooKeeper with a TLS port that demands certificates, SASL DIGEST-MD5 for the user alice, and quotas that are enforced.</summary>
public sealed class SecureApacheServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-jaas-").FullName;
    private ApacheServer? _server;

    public static string? SkipReason => ZooKeeperHome.Newest is null ? ZooKeeperHome.SkipReason : null;

    public TestCertificates Certificates { get; } = new();

    public string ConnectionString => _server!.ConnectionString;

    public int SecurePort { get; } = FreePort.Next();

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is not null)
            return;
        var jaas = Path.Combine(_folder, "jaas.conf");
        await File.WriteAllTextAsync(jaas, "Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_alice=\"wonderland\"; };\n");
        _server = await ApacheServer.StartAsync(ZooKeeperHome.Newest!, new()
        {
            Config =
            [
                $"secureClientPort={SecurePort}", "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                $"ssl.keyStore.location={Certificates.NewPem("zookeeper")}", $"ssl.trustStore.location={Certificates.CaPath}", "ssl.hostnameVerification=false",
            ],
            // DIGEST-MD5 is no algorithm of FIPS mode, which is on by default since 3.9.
            JavaFlags =
            [
                "-Dzookeeper.fips-mode=false", "-Dzookeeper.enforceQuota=true", $"-Djava.security.auth.login.config={jaas}",
                "-Dzookeeper.authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
