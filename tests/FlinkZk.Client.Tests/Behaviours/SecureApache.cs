using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>What only the real server can confirm: its TLS, its SASL, its answer to reconfig.</summary>
public sealed class SecureApache : IClassFixture<SecureApacheServer>
{
    private readonly SecureApacheServer _server;

    public SecureApache(SecureApacheServer server)
    {
        _server = server;
        if (SecureApacheServer.SkipReason is { } reason)
            Assert.Skip(reason);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_SASL_identity_is_accepted_and_serves_as_owner()
    {
        await using var client = await ZkClient.ConnectAsync(Options() with { Sasl = new("alice", "wonderland") }, Cancel);
        Assert.Contains(await client.WhoAmIAsync(Cancel), identity => identity is { Scheme: "sasl", User: "alice" });
        await client.CreateAsync("/alices", Encoding.UTF8.GetBytes("x"), CreateMode.Ephemeral, Acl.CreatorAll, cancellationToken: Cancel);

        await using var stranger = await ZkClient.ConnectAsync(Options(), Cancel);
        var error = await Assert.ThrowsAsync<ZkException>(() => stranger.GetDataAsync("/alices", Cancel).AsTask());
        Assert.Equal(ErrorCode.NoAuth, error.Code);
    }

    [Fact]
    public async Task A_wrong_SASL_password_ends_the_session_with_a_clear_error()
    {
        var error = await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(Options() with { Sasl = new("alice", "looking-glass") }, Cancel).AsTask());
        Assert.Equal(ErrorCode.AuthFailed, error.Code);
        Assert.DoesNotContain("looking-glass", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutual_TLS_makes_the_certificates_subject_an_identity()
    {
        var tls = new TlsOptions { CaPath = _server.Certificates.CaPath, CertificatePath = _server.Certificates.NewPem("carol") };
        await using var client = await ZkClient.ConnectAsync(Options() with { ConnectionString = ConnectionString.Parse($"127.0.0.1:{_server.SecurePort}"), Tls = tls }, Cancel);
        Assert.Contains(await client.WhoAmIAsync(Cancel), identity => identity is { Scheme: "x509", User: "CN=carol" });
    }

    [Fact]
    public async Task Reconfiguration_is_refused_where_it_is_switched_off_and_the_configuration_is_read_whatever_the_root()
    {
        await using var client = await ZkClient.ConnectAsync(Options() with { ConnectionString = ConnectionString.Parse(_server.ConnectionString + "/root"), CreateRoot = true }, Cancel);
        await client.GetConfigAsync(Cancel);
        var error = await Assert.ThrowsAsync<ZkException>(() => client.ReconfigAsync(joining: null, leaving: "9", cancellationToken: Cancel).AsTask());
        Assert.Equal(ErrorCode.ReconfigDisabled, error.Code);
    }

    private ZkClientOptions Options() => new() { ConnectionString = ConnectionString.Parse(_server.ConnectionString), ConnectTimeout = TimeSpan.FromSeconds(5) };
}
