using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

public sealed class Encrypted : ScriptedBehaviour, IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly List<string?> _clients = [];
    private X509Certificate2 _served;

    public Encrypted() => _served = _certificates.New("server", null);

    [Fact]
    public async Task A_server_whose_authority_is_trusted_is_talked_to()
    {
        await using var server = NewServer();
        await using var client = await ZkClient.ConnectAsync(Options(server, new() { CaPath = _certificates.CaPath }), Cancel);
        Assert.NotNull(await client.ExistsAsync("/a", Cancel));
        Assert.Equal([null], _clients);
    }

    [Fact]
    public async Task An_unknown_authority_is_not_trusted()
    {
        await using var server = NewServer();
        using var others = new TestCertificates();
        var error = await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(Options(server, new() { CaPath = others.CaPath }), Cancel).AsTask());
        Assert.Contains("not signed by a trusted authority", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_unless_names_are_not_checked()
    {
        _served = _certificates.New("server", "zk.example.org");
        await using var server = NewServer();
        var tls = new TlsOptions { CaPath = _certificates.CaPath };
        var error = await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(Options(server, tls), Cancel).AsTask());
        Assert.Contains("it is not for '127.0.0.1'", error.Message, StringComparison.Ordinal);
        await using var client = await ZkClient.ConnectAsync(Options(server, new() { CaPath = _certificates.CaPath, CheckHostName = false }), Cancel);
        Assert.Equal(SessionState.Connected, client.Status.State);
    }

    [Fact]
    public async Task The_clients_own_certificate_comes_from_PEM_or_PFX()
    {
        await using var server = NewServer(mutual: true);
        var pem = new TlsOptions { CaPath = _certificates.CaPath, CertificatePath = _certificates.NewPem("alice") };
        var pfx = new TlsOptions { CaPath = _certificates.CaPath, CertificatePath = _certificates.NewPfx("bob", "pw"), KeyPassword = "pw" };
        await using (await ZkClient.ConnectAsync(Options(server, pem), Cancel))
        await using (await ZkClient.ConnectAsync(Options(server, pfx), Cancel))
            Assert.Equal(["CN=alice", "CN=bob"], _clients);
    }

    [Fact]
    public async Task A_renewed_certificate_is_taken_up_by_the_next_connection()
    {
        await using var server = NewServer(mutual: true);
        var path = _certificates.NewPem("old");
        await using var client = await ZkClient.ConnectAsync(Options(server, new() { CaPath = _certificates.CaPath, CertificatePath = path }), Cancel);
        File.Copy(_certificates.NewPem("renewed"), path, overwrite: true);
        await Assert.ThrowsAsync<ZkException>(() => client.DeleteAsync("/cut", cancellationToken: Cancel).AsTask());
        await Eventually.Async(() => _clients.Count == 2, "a second connection", Cancel);
        Assert.Equal(["CN=old", "CN=renewed"], _clients);
    }

    [Fact]
    public async Task A_missing_file_is_named_at_once()
    {
        await using var server = NewServer();
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => ZkClient.ConnectAsync(Options(server, new() { CaPath = "/no/such/ca.pem" }), Cancel).AsTask());
        Assert.Contains("/no/such/ca.pem", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _served.Dispose();
        _certificates.Dispose();
    }

    private static ZkClientOptions Options(ScriptedServer server, TlsOptions tls) => Options(server.ConnectionString) with { Tls = tls, ConnectTimeout = TimeSpan.FromSeconds(2) };

    /// <summary>Answers exists, and cuts the connection for any other request.</summary>
    private ScriptedServer NewServer(bool mutual = false) => new(
        async peer =>
        {
            await peer.ShakeHandsAsync();
            while ((await peer.ReceiveRequestAsync()) is { Type: OpCode.Exists, Xid: var xid })
                await peer.ReplyAsync(xid, default(Stat));
        },
        async stream =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _served,
                ClientCertificateRequired = mutual,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => !mutual || certificate is not null,
            });
            _clients.Add(tls.RemoteCertificate?.Subject);
            return tls;
        });
}
