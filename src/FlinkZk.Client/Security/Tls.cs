using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlinkZk.Client;

/// <summary>Puts TLS around a connection. Certificates are read each time, so that renewed ones are taken up by the next connection.</summary>
internal static class Tls
{
    public static async Task<Stream> WrapAsync(Stream stream, string host, TlsOptions options, CancellationToken cancellation)
    {
        var authorities = options.CaPath is { } path ? ReadAuthorities(path) : null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var problems = SslPolicyErrors.None;
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                // The name that was asked for, not the address it resolved to: certificates are for names.
                TargetHost = host,
                // What one server was shown is nothing to another on the same host.
                AllowTlsResume = false,
                ClientCertificateContext = options.CertificatePath is { } own ? ReadOwn(own, options) : null,
                CertificateChainPolicy = authorities is null ? null : TrustOnly(authorities),
                RemoteCertificateValidationCallback = (_, _, _, errors) =>
                    (problems = options.CheckHostName ? errors : errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None,
            }, cancellation).ConfigureAwait(false);
            return tls;
        }
        catch (AuthenticationException exception) when (problems != SslPolicyErrors.None)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw new AuthenticationException($"the server's certificate is not accepted: {Describe(problems, host)}", exception);
        }
        catch (Exception exception)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (TlsAlert.Explain(exception, options) is { } refusal)
                throw refusal;
            throw;
        }
    }

    private static string Describe(SslPolicyErrors problems, string host) =>
        problems.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "it sent none"
        : problems.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"it is not for '{host}'"
        : "it is not signed by a trusted authority, or has run out";

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new InvalidDataException($"'{path}' holds no PEM certificate.");
    }

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        // An ensemble's own authority publishes no revocation list as a rule.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    // With those between it and its authority, which the server may not have.
    private static SslStreamCertificateContext ReadOwn(string path, TlsOptions options)
    {
        var all = new X509Certificate2Collection();
        X509Certificate2 own;
        if (Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12")
        {
            all.Import(path, options.KeyPassword);
            own = all.FirstOrDefault(static certificate => certificate.HasPrivateKey) ?? throw new InvalidDataException($"'{path}' holds no certificate with its key.");
        }
        else
        {
            all.ImportFromPemFile(path);
            using var pem = FindOwn(all, path, options);
            // Windows cannot use a key that lives in memory only (dotnet/runtime 23749).
            own = new X509Certificate2(pem.Export(X509ContentType.Pkcs12));
        }
        var between = all.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span)).ToArray();
        return SslStreamCertificateContext.Create(own, new X509Certificate2Collection(between), offline: true);
    }

    // The one that the key belongs to, wherever it stands: some write the chain down from the authority.
    private static X509Certificate2 FindOwn(X509Certificate2Collection all, string path, TlsOptions options)
    {
        var keys = File.ReadAllText(options.KeyPath ?? path);
        Exception? unreadable = null;
        var isOther = false;
        foreach (var certificate in all)
            try
            {
                var text = certificate.ExportCertificatePem();
                return options.KeyPassword is { } password ? X509Certificate2.CreateFromEncryptedPem(text, keys, password) : X509Certificate2.CreateFromPem(text, keys);
            }
            catch (ArgumentException)
            {
                isOther = true;
            }
            catch (CryptographicException e)
            {
                unreadable ??= e;
            }
        throw isOther ? new InvalidDataException($"The key in '{options.KeyPath ?? path}' belongs to none of the certificates in '{path}'.")
            : unreadable ?? new InvalidDataException($"'{path}' holds no PEM certificate.");
    }
}
