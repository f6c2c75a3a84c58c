using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlinkZk.Module.Tests;

/// <summary>TLS and SASL from the prompt, with a server of this process at the other end.</summary>
public sealed class SecurityTests : IDisposable
{
    private static readonly PSCredential Alice = new("alice", new NetworkCredential("", "s3cret").SecurePassword);
    private static readonly PSCredential Mistyped = new("alice", new NetworkCredential("", "secret").SecurePassword);
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-security-");

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_server_takes_TLS_on_a_port_of_its_own_and_knows_clients_by_their_certificates()
    {
        string server = Certificate("localhost"), client = Certificate("alice");
        _session.Run("$s = Start-ZkServer -SecurePort 0 -Certificate $args[0] -CaPath $args[1] -ClientCertificate Want", server, client);
        _session.Run("$zk = Connect-Zk \"localhost:$($s.SecurePort)\" -Tls -CaPath $args[0] -Certificate $args[1]; $null = New-ZkNode /a -Acl auth::cdrwa", server, client);
        Assert.Equal("x509|CN=alice", _session.One<string>("Get-ZkAcl /a | ForEach-Object { \"$($_.Scheme)|$($_.Id)\" }"));
        _session.Run("$null = New-ZkNode /commas -Acl 'x509:CN=alice,O=Example,C=CH:cdrwa,world:anyone:ra'");
        Assert.Equal(["CN=alice,O=Example,C=CH", "anyone"], _session.All<string>("Get-ZkAcl /commas | ForEach-Object Id"));
        // Nobody in plain text is alice, and without a certificate nobody is, either.
        Assert.StartsWith("NoAuth,", _session.Error("$null = $s | Connect-Zk; Get-ZkNode /a").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NoAuth,", _session.Error("$null = Connect-Zk \"localhost:$($s.SecurePort)\" -Tls -CaPath $args[0]; Get-ZkNode /a", server).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_health_of_a_server_is_asked_over_TLS_and_not_of_one_that_is_not_trusted()
    {
        string server = Certificate("localhost"), client = Certificate("alice"), other = Certificate("other");
        _session.Run("$s = Start-ZkServer -SecurePort 0 -Certificate $args[0] -CaPath $args[1] -FourLetterWords srvr, mntr, ruok", server, client);
        Assert.Equal("True|", _session.One<string>("$h = Test-ZkServer \"localhost:$($s.SecurePort)\" -Tls -CaPath $args[0] -Certificate $args[1]; \"$($h.IsHealthy)|$($h.Problems)\"", server, client));
        Assert.False(_session.One<bool>("Test-ZkServer \"localhost:$($s.SecurePort)\" -Tls -CaPath $args[0] -Certificate $args[1] -Quiet", other, client));
        Assert.False(_session.One<bool>("Test-ZkServer \"localhost:$($s.SecurePort)\" -Quiet -Timeout 5s"));
        Assert.True(_session.One<bool>("$null = Connect-Zk \"localhost:$($s.SecurePort)\" -Tls -CaPath $args[0] -Certificate $args[1]; Test-ZkServer -Quiet", server, client));
    }

    [Fact]
    public void A_certificate_that_is_none_is_told_and_no_server_is_left()
    {
        var file = Path.Combine(_folder.FullName, "text.pem");
        File.WriteAllText(file, "hello");
        var error = _session.Error("Start-ZkServer -SecurePort 0 -Certificate $args[0]", file);
        Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(_session.Run("Get-ZkServer"));
    }

    [Fact]
    public void Who_proves_a_user_by_SASL_owns_what_he_makes()
    {
        _session.Run("$s = Start-ZkServer -SaslUser $args[0] -RequireSasl; $zk = $s | Connect-Zk -Sasl $args[0]; $null = New-ZkNode /mine", Alice);
        Assert.Equal("sasl:alice", _session.One<string>("$zk.Identity"));
        Assert.Equal("sasl:alice:cdrwa", _session.One<string>("\"$(Get-ZkAcl /mine)\""));
        Assert.DoesNotContain("s3cret", string.Join('\n', _session.Run("$s.PSObject.Properties | ForEach-Object { \"$($_.Value)\" }; $zk.PSObject.Properties | ForEach-Object { \"$($_.Value)\" }")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedded_server_knows_the_user_of_its_session() =>
        Assert.Equal("sasl:alice:cdrwa", _session.One<string>("$null = Connect-Zk -Embedded -Sasl $args[0]; $null = New-ZkNode /mine; \"$(Get-ZkAcl /mine)\"", Alice));

    [Fact]
    public void A_wrong_password_of_SASL_is_an_error_of_authentication()
    {
        var error = _session.Error("$s = Start-ZkServer -SaslUser $args[0]; $s | Connect-Zk -Sasl $args[1]", Alice, Mistyped);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private string Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(_folder.FullName, name + ".pem");
        File.WriteAllText(file, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }
}
