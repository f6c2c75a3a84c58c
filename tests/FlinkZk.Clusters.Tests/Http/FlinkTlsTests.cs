using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Whom a client trusts, and how it shows who it is.</summary>
public sealed class FlinkTlsTests : FlinkTests, IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_server_is_trusted_by_its_authority_and_its_name()
    {
        await using var server = Serve(_certificates.New("jm", null));
        Assert.Equal("2.3.0", await VersionAsync(server, new() { CaPath = _certificates.CaPath }));
    }

    [Fact]
    public async Task One_with_another_name_or_authority_is_not()
    {
        await using var other = Serve(_certificates.New("jm", "elsewhere.example"));
        var failure = await FailsAsync(() => VersionAsync(other, new() { CaPath = _certificates.CaPath }), FlinkProblem.Tls);
        Assert.Equal(FlinkOutcome.NotDone, failure.Outcome);
        Assert.Equal("2.3.0", await VersionAsync(other, new() { CaPath = _certificates.CaPath, CheckHostName = false }));
        await using var stranger = Serve(_certificates.New("jm", null));
        await FailsAsync(() => VersionAsync(stranger, null), FlinkProblem.Tls);
    }

    [Fact]
    public async Task A_certificate_of_ones_own_opens_what_asks_for_one()
    {
        await using var server = Serve(_certificates.New("jm", null), wantsCertificate: true);
        Assert.Equal("2.3.0", await VersionAsync(server, new() { CaPath = _certificates.CaPath, CertificatePath = _certificates.NewPem("me") }));
        await Assert.ThrowsAsync<FlinkException>(() => VersionAsync(server, new() { CaPath = _certificates.CaPath }));
    }

    private static HttpPeer Serve(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, bool wantsCertificate = false) =>
        new((_, reply) => reply.SendAsync(200, """{"flink-version":"2.3.0"}"""), certificate, wantsCertificate);

    private static async Task<string> VersionAsync(HttpPeer server, TlsOptions? tls)
    {
        using var client = new Rest.FlinkClient(Hurried(server) with { Tls = tls, Timeout = TimeSpan.FromSeconds(1), TryTimeout = TimeSpan.FromSeconds(1) });
        return await client.VersionAsync(Stop);
    }
}
