using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Secure;

/// <summary>What clients see of a TLS port that demands certificates.</summary>
public abstract class TlsBehaviour
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The authority of both sides.</summary>
    protected abstract TestCertificates Certificates { get; }

    /// <summary>The port, on a server that runs.</summary>
    protected abstract Task<int> StartAsync();

    [Fact]
    public async Task The_subject_of_a_clients_certificate_is_its_identity()
    {
        await using var client = await ConnectAsync(await StartAsync(), Certificates.NewPem("carol"));
        Assert.Equal(["ip:127.0.0.1", "x509:CN=carol"], (await client.WhoAmIAsync(Cancel)).Select(static identity => $"{identity.Scheme}:{identity.User}").Order());
    }

    [Fact]
    public async Task A_subject_is_written_as_Java_writes_it()
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCountryOrRegion("DE");
        subject.AddStateOrProvinceName("Bayern");
        subject.AddLocalityName("München");
        subject.AddOrganizationName("Fisch, Söhne + Co <\"Ltd\">; #1");
        subject.AddOrganizationalUnitName(" blanks at the ends ");
        subject.Add("2.5.4.9", "1 Back\\slash=Road");
        subject.AddDomainComponent("example");
        subject.Add("0.9.2342.19200300.100.1.1", "u17");
        subject.AddEmailAddress("a@b.example");
        subject.Add("2.5.4.5", "42");
        subject.AddCommonName("#Carol");
        await using var client = await ConnectAsync(await StartAsync(), Certificates.NewPem(subject.Build(), "carol-of-many-names"));
        const string Expected = @"x509:C=DE,ST=Bayern,L=München,O=Fisch\, Söhne \+ Co \<\""Ltd\""\>\; \#1,OU=\ blanks at the ends\ ,"
            + @"STREET=1 Back\\slash\=Road,DC=example,UID=u17,1.2.840.113549.1.9.1=#160b6140622e6578616d706c65,2.5.4.5=#0c023432,CN=\#Carol";
        Assert.Contains(Expected, (await client.WhoAmIAsync(Cancel)).Select(static identity => $"{identity.Scheme}:{identity.User}"));
    }

    [Fact]
    public async Task A_list_for_a_subject_lets_that_certificate_in_and_no_other()
    {
        var port = await StartAsync();
        var path = $"/x509-{Guid.NewGuid():N}";
        await using var carol = await ConnectAsync(port, Certificates.NewPem("carol"));
        await carol.CreateAsync(path, "hers"u8.ToArray(), CreateMode.Persistent, Acl.CreatorAll, cancellationToken: Cancel);
        Assert.Equal([new Acl(Permissions.All, "x509", "CN=carol")], (await carol.GetAclAsync(path, Cancel)).Entries);

        await using var dave = await ConnectAsync(port, Certificates.NewPem("dave"));
        Assert.Equal(ErrorCode.NoAuth, (await Assert.ThrowsAsync<ZkException>(() => dave.GetDataAsync(path, Cancel).AsTask())).Code);
        await carol.SetAclAsync(path, [new(Permissions.Read, "x509", "CN=dave"), new(Permissions.Admin, "x509", "CN=carol")], cancellationToken: Cancel);
        Assert.Equal("hers", Encoding.UTF8.GetString((await dave.GetDataAsync(path, Cancel)).Data!));
        Assert.Equal(ErrorCode.NoAuth, (await Assert.ThrowsAsync<ZkException>(() => carol.GetDataAsync(path, Cancel).AsTask())).Code);
    }

    [Theory]
    [InlineData("CN=x,O=y", ErrorCode.Ok)]
    [InlineData("cn=x, o=y", ErrorCode.Ok)]
    [InlineData("UID=u1,1.2.3.4=#0c0131", ErrorCode.Ok)]
    [InlineData(@"CN=a\,b+OU=c", ErrorCode.Ok)]
    [InlineData("no name", ErrorCode.InvalidAcl)]
    [InlineData("XX=y", ErrorCode.InvalidAcl)]
    [InlineData("CN=x,,O=y", ErrorCode.InvalidAcl)]
    public async Task A_list_holds_only_what_is_a_subject(string id, ErrorCode expected)
    {
        await using var client = await ConnectAsync(await StartAsync(), Certificates.NewPem("carol"));
        var error = ErrorCode.Ok;
        try
        {
            await client.CreateAsync($"/dn-{Guid.NewGuid():N}", [], CreateMode.Persistent, [new(Permissions.All, "x509", id)], cancellationToken: Cancel);
        }
        catch (ZkException e)
        {
            error = e.Code;
        }
        Assert.Equal(expected, error);
    }

    [Fact]
    public async Task Four_letter_words_are_answered_behind_TLS()
    {
        Assert.StartsWith("Zookeeper version: 3.9", await AskAsync(await StartAsync(), "srvr", Certificates.NewPem("monitor")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_certificate_there_is_no_connection()
    {
        var port = await StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(port, "srvr", certificate: null));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_intermediate_authoritys_certificate_is_sent_with_the_clients(bool asPfx, bool reversed)
    {
        await using var client = await ConnectAsync(await StartAsync(), Certificates.NewChain("carol", asPfx, reversed));
        Assert.Contains("x509:CN=carol", (await client.WhoAmIAsync(Cancel)).Select(static identity => $"{identity.Scheme}:{identity.User}"));
    }

    [Theory]
    [InlineData("none", "certificate")]
    [InlineData("others", "certificate")]
    [InlineData("expired", "certificate")]
    public async Task A_refusal_tells_of_the_certificate(string shown, string told)
    {
        using var others = new TestCertificates();
        var port = await StartAsync();
        var error = await Assert.ThrowsAsync<ZkException>(() => ConnectAsync(
            port, shown switch { "none" => null, "others" => others.NewPem("mallory"), _ => Certificates.NewExpiredPem("carol") }, TimeSpan.FromSeconds(5)));
        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_authoritys_certificate_is_not_accepted()
    {
        using var others = new TestCertificates();
        var port = await StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(port, "srvr", others.NewPem("mallory")));
    }

    private protected Task<ZkClient> ConnectAsync(int port, string? certificate, TimeSpan? patience = null) => ZkClient.ConnectAsync(
        new()
        {
            ConnectionString = ConnectionString.Parse($"127.0.0.1:{port}"),
            ConnectTimeout = patience ?? TimeSpan.FromSeconds(20),
            Tls = new() { CaPath = Certificates.CaPath, CertificatePath = certificate },
        },
        Cancel).AsTask();

    /// <summary>A word's answer; an exception where there is none.</summary>
    private protected async Task<string> AskAsync(int port, string word, string? certificate)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port, deadline.Token);
        await using var tls = new SslStream(tcp.GetStream());
        using var own = certificate is null ? null : X509Certificate2.CreateFromPemFile(certificate);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", ClientCertificates = own is null ? null : [own], CertificateChainPolicy = Trust() },
            deadline.Token);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(word), deadline.Token);
        using var reader = new StreamReader(tls);
        var answer = await reader.ReadToEndAsync(deadline.Token);
        return answer.Length > 0 ? answer : throw new EndOfStreamException("The server has closed without an answer.");
    }

    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Certificates.CaPath);
        return policy;
    }
}
