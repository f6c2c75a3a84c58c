using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Client;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Testing;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Secure;

/// <summary>What the options of the TLS port promise.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly LogListener _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(ClientCertificateMode.Want, true, "x509:CN=carol")]
    [InlineData(ClientCertificateMode.Want, false, null)]
    [InlineData(ClientCertificateMode.None, true, null)]
    [InlineData(ClientCertificateMode.None, false, null)]
    public async Task A_certificate_that_is_not_needed_may_be_left_out(ClientCertificateMode mode, bool shown, string? identity)
    {
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewPem("server"), CaPath = _certificates.CaPath, ClientCertificates = mode });
        await using var client = await ConnectAsync(server, shown ? _certificates.NewPem("carol") : null);
        Assert.Equal(identity, (await client.WhoAmIAsync(Cancel)).Where(static id => id.Scheme != "ip").Select(static id => $"{id.Scheme}:{id.User}").SingleOrDefault());
    }

    [Fact]
    public async Task A_wanted_certificate_that_is_not_trusted_is_refused_and_told()
    {
        using var others = new TestCertificates();
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewPem("server"), CaPath = _certificates.CaPath, ClientCertificates = ClientCertificateMode.Want });
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(server, others.NewPem("mallory"), TimeSpan.FromSeconds(2)));
        Assert.Contains("trusted authority", (await _log.WaitForAsync(ZkServerLogEvents.HandshakeFailed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClientCertificateMode.Need, true)]
    [InlineData(ClientCertificateMode.Need, false)]
    [InlineData(ClientCertificateMode.Want, true)]
    public async Task What_a_client_showed_another_server_proves_nothing_here(ClientCertificateMode elsewhere, bool isTrusted)
    {
        using var others = new TestCertificates();
        var certificate = _certificates.NewPem("server", "localhost");
        await using var asking = await StartAsync(new() { CertificatePath = certificate, CaPath = _certificates.CaPath, ClientCertificates = elsewhere });
        await using var open = await StartAsync(new() { CertificatePath = certificate, CaPath = _certificates.CaPath, ClientCertificates = ClientCertificateMode.None });
        using var alice = (isTrusted ? _certificates : others).New("alice", host: null);
        var options = new SslClientAuthenticationOptions
        {
            // Under a name, as clients resume no session of a bare address.
            TargetHost = "localhost",
            ClientCertificates = [alice],
            CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(_certificates.CaPath);
        foreach (var protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            options.EnabledSslProtocols = protocol;
            for (var i = 0; i < 3; i++)
                await IdentitiesAsync(asking, options);
            for (var i = 0; i < 3; i++)
                Assert.All((await IdentitiesAsync(open, options))!, static identity => Assert.Equal("ip", identity.Scheme));
        }
    }

    [Fact]
    public async Task The_servers_certificate_comes_from_a_PFX_file_as_well()
    {
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewPfx("server", "pw"), KeyPassword = "pw", ClientCertificates = ClientCertificateMode.None });
        await using var client = await ConnectAsync(server);
        Assert.NotEmpty(await client.WhoAmIAsync(Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_certificate_of_the_key_is_shown_wherever_in_a_PEM_file_it_stands_and_those_above_it_go_along(bool reversed)
    {
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewChain("server", asPfx: false, reversed), ClientCertificates = ClientCertificateMode.None });
        // The client knows the root only: without the one between there would be no chain.
        await using var client = await ConnectAsync(server);
        Assert.NotEmpty(await client.WhoAmIAsync(Cancel));
    }

    [Fact]
    public async Task A_key_that_belongs_to_no_certificate_of_its_file_is_told()
    {
        var (one, other) = (await File.ReadAllTextAsync(_certificates.NewPem("one"), Cancel), await File.ReadAllTextAsync(_certificates.NewPem("other"), Cancel));
        const string Key = "-----BEGIN PRIVATE KEY";
        var path = _certificates.CaPath + ".mixed";
        await File.WriteAllTextAsync(path, one[..one.IndexOf(Key, StringComparison.Ordinal)] + other[other.IndexOf(Key, StringComparison.Ordinal)..], Cancel);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(new() { CertificatePath = path }));
        Assert.Contains("belongs to none of its certificates", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_certificate_is_taken_up_by_the_next_connection_and_a_broken_one_is_not()
    {
        // For another name at first, so that a client which checks names sees which one it is shown.
        var path = _certificates.NewPem("server", "old.example");
        await using var server = await StartAsync(new() { CertificatePath = path, ClientCertificates = ClientCertificateMode.None });
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(server, patience: TimeSpan.FromSeconds(2)));

        Replace(path, await File.ReadAllTextAsync(_certificates.NewPem("renewed"), Cancel));
        await using (await ConnectAsync(server))
        {
        }
        Replace(path, "nonsense");
        await using (await ConnectAsync(server))
        {
        }
        Assert.Contains(path, (await _log.WaitForAsync(ZkServerLogEvents.CertificateUnreadable)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_speak_TLS_is_closed_and_told()
    {
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewPem("server"), ClientCertificates = ClientCertificateMode.None });
        await using var client = await RawClient.OpenAsync(server.SecurePort!.Value);
        await client.SendBytesAsync("srvr, and more than a record's head"u8.ToArray());
        Assert.True(await client.IsClosedByServerAsync());
        Assert.Equal(ZkServerLogLevel.Warning, (await _log.WaitForAsync(ZkServerLogEvents.HandshakeFailed)).Level);
    }

    [Fact]
    public async Task A_client_that_says_nothing_at_all_is_closed_and_others_are_served_meanwhile()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(
            new()
            {
                SecurePort = 0,
                Log = _log.Hear,
                TimeProvider = time,
                HandshakeTimeout = TimeSpan.FromSeconds(3),
                Tls = new() { CertificatePath = _certificates.NewPem("server"), ClientCertificates = ClientCertificateMode.None },
            },
            Cancel);
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", server.SecurePort!.Value, Cancel);
        await using (await ConnectAsync(server))
            await Eventually.Async(() => server.Statistics.Connections == 2, "both are connected", Cancel);
        await Eventually.Async(() => server.Statistics.Connections == 1, "the silent one is left", Cancel);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1], Cancel));
        Assert.Contains("within 3 s", (await _log.WaitForAsync(ZkServerLogEvents.HandshakeFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_without_a_certificate_and_a_certificate_without_a_port_are_refused()
    {
        Assert.Contains("Tls", (await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(new() { SecurePort = 0 }, Cancel))).Message, StringComparison.Ordinal);
        var alone = new ZkServerOptions { Tls = new() { CertificatePath = _certificates.NewPem("server") } };
        Assert.Contains("SecurePort", (await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(alone, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_told_at_the_start_without_its_password()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => StartAsync(new() { CertificatePath = "/no/such.pem" }));
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(new() { CertificatePath = _certificates.NewPfx("server", "pw"), KeyPassword = "looking-glass" }));
        Assert.Contains("server.pfx", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("looking-glass", error.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync(new() { CertificatePath = _certificates.CaPath }));
    }

    [Fact]
    public async Task The_configuration_says_the_secure_port()
    {
        await using var server = await StartAsync(new() { CertificatePath = _certificates.NewPem("server"), ClientCertificates = ClientCertificateMode.None });
        Assert.Contains($"\nsecureClientPort={server.SecurePort}\n", await FourLetterWord.AskAsync(server.Port, "conf", Cancel), StringComparison.Ordinal);
    }

    // Null where the server does not let the client in.
    private static async Task<IReadOnlyList<ClientId>?> IdentitiesAsync(ZkServer server, SslClientAuthenticationOptions options)
    {
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync("127.0.0.1", server.SecurePort!.Value, Cancel);
            await using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(options, Cancel);
            await using var client = await RawClient.GreetAsync(tls);
            return await client.IdentitiesAsync();
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return null;
        }
    }

    private static void Replace(string path, string text)
    {
        var before = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, text);
        // A file system may tell times apart only by seconds.
        File.SetLastWriteTimeUtc(path, before.AddSeconds(2));
    }

    private async Task<ZkServer> StartAsync(ServerTlsOptions tls) =>
        await ZkServer.StartAsync(new() { SecurePort = 0, Tls = tls, Log = _log.Hear, FourLetterWords = new HashSet<string> { "*" } }, Cancel);

    private Task<ZkClient> ConnectAsync(ZkServer server, string? certificate = null, TimeSpan? patience = null) => ZkClient.ConnectAsync(
        new()
        {
            ConnectionString = ConnectionString.Parse($"127.0.0.1:{server.SecurePort}"),
            ConnectTimeout = patience ?? TimeSpan.FromSeconds(20),
            Tls = new() { CaPath = _certificates.CaPath, CertificatePath = certificate },
        },
        Cancel).AsTask();
}
