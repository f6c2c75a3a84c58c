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

    /// <summary>A certificate with its key, and the intermediate authority's that has signed it, in one PEM or PFX file.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="asPfx">Whether as PFX.</param>
    /// <param name="reversed">Whether the intermediate authority's comes first.</param>
    public string NewChain(string subject, bool asPfx, bool reversed = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=intermediate", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var signed = request.Create(_authority, _authority.NotBefore.AddMinutes(1), _authority.NotAfter.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        using var intermediate = signed.CopyWithPrivateKey(key);
        using var own = New(new X500DistinguishedName($"CN={subject}"), null, intermediate);
        if (!asPfx)
            return Write($"{subject}-chain.pem", reversed ? signed.ExportCertificatePem() + "\n" + Pem(own) : Pem(own) + signed.ExportCertificatePem() + "\n");
        var path = Path.Combine(_folder, $"{subject}-chain.pfx");
        File.WriteAllBytes(path, new X509Certificate2Collection { own, signed }.Export(X509ContentType.Pkcs12)!);
        return path;
    }

    /// <summary>A certificate that has run out, with its key in one PEM file.</summary>
    public string NewExpiredPem(string subject)
    {
        using var own = New(new X500DistinguishedName($"CN={subject}"), null, _authority, DateTimeOffset.UtcNow.AddHours(-1));
        return Write($"{subject}-expired.pem", Pem(own));
    }

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

    private X509Certificate2 New(X500DistinguishedName subject, string? host) => New(subject, host, _authority);

    private static X509Certificate2 New(X500DistinguishedName subject, string? host, X509Certificate2 authority, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256); // RSA keys take a second each on a busy machine
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, authority.NotBefore.AddHours(1), until ?? authority.NotAfter.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private string Pem(X500DistinguishedName subject, string? host)
    {
        using var certificate = New(subject, host);
        return Pem(certificate);
    }

    private static string Pem(X509Certificate2 certificate)
    {
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
