namespace FlinkZk.Interop.Tests;

/// <summary>Foreign clients that prove who they are: by certificate, and by SASL.</summary>
public sealed class SecureTests(SecureServerPair servers) : IClassFixture<SecureServerPair>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kazoo_with_certificates_is_known_by_them_as_on_Javas_server()
    {
        RequireKazoo();
        string[] arguments = [servers.Certificates.CaPath, servers.Certificates.NewPem("carol"), servers.Certificates.NewPem("dave")];
        await CompareAsync(servers.SecurePorts, port => Kazoo.RunAsync("tls", port, arguments), "of the certificate -> [(31, 'x509', 'CN=carol')]");
    }

    [Fact]
    public async Task Kazoo_with_a_SASL_password_is_known_by_it_as_on_Javas_server()
    {
        RequireKazoo();
        await CompareAsync(servers.Ports, port => Kazoo.RunAsync("sasl", port), "auth -> [(31, 'sasl', 'alice')]");
    }

    [Fact]
    public async Task ZkCli_with_a_certificate_is_known_by_it_as_on_Javas_server()
    {
        ServerPair.RequireReference();
        string[] flags =
        [
            "-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty", "-Dzookeeper.client.secure=true", "-Dzookeeper.ssl.hostnameVerification=false",
            $"-Dzookeeper.ssl.keyStore.location={servers.Certificates.NewPem("carol")}", $"-Dzookeeper.ssl.trustStore.location={servers.Certificates.CaPath}",
        ];
        await CompareAsync(servers.SecurePorts, port => ZkCliAsync("tls", port, flags), "x509: CN=carol");
    }

    [Fact]
    public async Task ZkCli_with_a_SASL_password_is_known_by_it_as_on_Javas_server()
    {
        ServerPair.RequireReference();
        var jaas = Path.Combine(Path.GetDirectoryName(servers.Certificates.CaPath)!, "client-jaas.conf");
        await File.WriteAllTextAsync(jaas, "Client { org.apache.zookeeper.server.auth.DigestLoginModule required username=\"alice\" password=\"wonderland\"; };\n", Cancel);
        string[] flags = [$"-Djava.security.auth.login.config={jaas}", "-Dzookeeper.fips-mode=false"];
        await CompareAsync(servers.Ports, port => ZkCliAsync("sasl", port, flags), "sasl: alice");
    }

    private static void RequireKazoo()
    {
        ServerPair.RequireReference();
        if (Kazoo.Python is null)
            Assert.Skip(Kazoo.SkipReason);
    }

    private static async Task<Transcript> ZkCliAsync(string script, int port, string[] flags) =>
        await ZkCli.RunAsync(ServerPair.Reference!, port, await File.ReadAllTextAsync(Path.Combine(ZkCli.Scripts, "secure", script + ".txt"), Cancel), flags);

    // Two servers that both refused would be the same, too: what shows who was known must be there.
    private static async Task CompareAsync((int Ours, int Theirs) ports, Func<int, Task<Transcript>> run, string known)
    {
        var expected = run(ports.Theirs);
        var actual = run(ports.Ours);
        await Task.WhenAll(expected, actual);
        Assert.Contains(known, (await expected).Lines);
        Transcript.AssertSame(await expected, await actual);
    }
}
