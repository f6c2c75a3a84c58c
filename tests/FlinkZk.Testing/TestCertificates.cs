using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlinkZk.Testing;

/// <summary>An authority of a test's own with certificates signed by it, as files in a folder that goes with it.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-tls-").FullName;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256); // RSA keys take a second each on a busy machine
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        CaPath = Write("ca.pem", _authority.ExportCertificatePem());
    }

    public string CaPath { get; }

    /// <summary>A certificate with its key, both in one PEM file.</summary>
    public string NewPem(string subject, string? host = null) => NewPem(new X500DistinguishedName($"CN={subject}"), subject, host);

    /// <summary>A certificate for a whole subject with its key, both in one PEM file of that name.</summary>
    public string NewPem(X500DistinguishedName subject, string name, string? host = null) => Write($"{name}.pem", Pem(subject, host));

    /// <summary>A certificate with its key in a PFX file.</summary>
    public string NewPfx(string subject, string password)
    {
        using var certificate = New(subject, null);
        var path = Path.Combine(_folder, $"{subject}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return path;
    }

    /// <summary>A certificate with its key; 127.0.0.1 belongs to the names if <paramref name="host"/> is null.</summary>
    public X509Certificate2 New(string subject, string? host) => New(new X500DistinguishedName($"CN={subject}"), host);

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private X509Certificate2 New(X500DistinguishedName subject, string? host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256); // RSA keys take a second each on a busy machine
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, _authority.NotBefore.AddHours(1), _authority.NotAfter.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private string Pem(X500DistinguishedName subject, string? host)
    {
        using var certificate = New(subject, host);
        using var key = certificate.GetECDsaPrivateKey()!;
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
