using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Puts TLS around a connection. Certificates are read each time, so that renewed ones are taken up by the next connection.</summary>
internal static class Tls
{
    public static async Task<Stream> WrapAsync(Stream stream, string host, TlsOptions options, CancellationToken cancellation)
    {
        var authorities = options.CaPath is { } path ? CertificateFile.ReadAuthorities(path) : null;
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
                ClientCertificateContext = options.CertificatePath is { } own ? CertificateFile.ReadOwn(own, options.KeyPath, options.KeyPassword) : null,
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

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        // An ensemble's own authority publishes no revocation list as a rule.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
