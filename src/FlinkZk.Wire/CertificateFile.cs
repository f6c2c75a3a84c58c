using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlinkZk.Wire;

/// <summary>Certificates as PFX and PEM files hold them: both ends of a connection read theirs so.</summary>
public static class CertificateFile
{
    /// <summary>A certificate with its key, and those between it and its authority, which the other end may not have.</summary>
    /// <param name="path">The file: PFX by its name (.pfx, .p12), else PEM.</param>
    /// <param name="keyPath">A PEM file of its own for the key; null where it lies with the certificate.</param>
    /// <param name="password">What the key is encrypted with; null for nothing.</param>
    /// <exception cref="InvalidDataException">The file holds no certificate, or none that the key belongs to.</exception>
    /// <exception cref="CryptographicException">It cannot be read, or the password is wrong.</exception>
    public static SslStreamCertificateContext ReadOwn(string path, string? keyPath, string? password)
    {
        var all = new X509Certificate2Collection();
        X509Certificate2 own;
        if (Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12")
        {
            all.Import(path, password);
            own = all.FirstOrDefault(static certificate => certificate.HasPrivateKey) ?? throw new InvalidDataException($"'{path}' holds no certificate with its key.");
        }
        else
        {
            all.ImportFromPemFile(path);
            using var pem = FindOwn(all, path, keyPath, password);
            // Windows cannot use a key that lives in memory only (dotnet/runtime 23749).
            own = new X509Certificate2(pem.Export(X509ContentType.Pkcs12));
        }
        var between = all.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span)).ToArray();
        return SslStreamCertificateContext.Create(own, new X509Certificate2Collection(between), offline: true);
    }

    /// <summary>The authorities of a PEM file.</summary>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    /// <exception cref="CryptographicException">It cannot be read.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new InvalidDataException($"'{path}' holds no PEM certificate.");
    }

    /// <summary>A policy by which a certificate is good that one of these authorities has signed, and no other.</summary>
    public static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        // An ensemble's own authority publishes no revocation list as a rule.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    // The one that the key belongs to, wherever it stands: some write the chain down from the authority.
    private static X509Certificate2 FindOwn(X509Certificate2Collection all, string path, string? keyPath, string? password)
    {
        var keys = File.ReadAllText(keyPath ?? path);
        Exception? unreadable = null;
        var isOther = false;
        foreach (var certificate in all)
            try
            {
                var text = certificate.ExportCertificatePem();
                return password is not null ? X509Certificate2.CreateFromEncryptedPem(text, keys, password) : X509Certificate2.CreateFromPem(text, keys);
            }
            catch (ArgumentException)
            {
                isOther = true;
            }
            catch (CryptographicException e)
            {
                unreadable ??= e;
            }
        if (!isOther)
            throw unreadable ?? new InvalidDataException($"The TLS file '{path}' holds no certificate. It has to be a PFX file, or a PEM file with the certificate and its key.");
        throw new InvalidDataException(keyPath is null
            ? $"The TLS file '{path}' holds a key that belongs to none of its certificates. Put the certificate and its own key into it."
            : $"The key in '{keyPath}' belongs to none of the certificates in '{path}'.");
    }
}
