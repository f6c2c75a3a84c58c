using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

/// <summary>The server's side of TLS: shows its certificate, and checks the client's as far as the options ask for one.</summary>
internal sealed class ServerTls
{
    private readonly ServerTlsOptions _options;
    private readonly ServerCertificates _certificates;

    /// <summary>Reads the certificates: what is wrong with them is told here.</summary>
    public ServerTls(ServerTlsOptions options, ServerLog log) => (_options, _certificates) = (options, new(options, log));

    /// <summary>Encrypts a connection.</summary>
    /// <returns>The identity that the client's certificate proves, if it showed one.</returns>
    /// <exception cref="AuthenticationException">The client does not speak TLS 1.2 or later, or has no certificate that is trusted.</exception>
    public async Task<Identity?> AuthenticateAsync(SslStream stream, CancellationToken cancellationToken)
    {
        var problems = SslPolicyErrors.None;
        var proved = false;
        var (own, authorities) = _certificates.Current;
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = own,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    // A resumed session would bring along what another server of this process, or this one before it was started anew, found about the client.
                    AllowTlsResume = false,
                    ClientCertificateRequired = _options.ClientCertificates != ClientCertificateMode.None,
                    CertificateChainPolicy = authorities is null ? null : CertificateFile.TrustOnly(authorities),
                    RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsAccepted(certificate, errors),
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException e) when (problems != SslPolicyErrors.None)
        {
            var why = problems.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "it showed none" : "it is not signed by a trusted authority, or has run out";
            throw new AuthenticationException($"The client's certificate is not accepted: {why}.", e);
        }
        return proved && stream.RemoteCertificate is X509Certificate2 shown ? new(X509Scheme.SchemeName, DistinguishedName.Format(shown.SubjectName.RawData)) : null;

        bool IsAccepted(X509Certificate? certificate, SslPolicyErrors errors)
        {
            problems = Judge(certificate, errors);
            // Only what was asked for and found good in this very handshake says who the client is.
            proved = problems == SslPolicyErrors.None && certificate is not null && _options.ClientCertificates != ClientCertificateMode.None;
            return problems == SslPolicyErrors.None;
        }
    }

    // Names are for servers: whose certificate it is decides the access control list.
    private SslPolicyErrors Judge(X509Certificate? certificate, SslPolicyErrors errors) => _options.ClientCertificates switch
    {
        ClientCertificateMode.None => SslPolicyErrors.None,
        ClientCertificateMode.Want when certificate is null => SslPolicyErrors.None,
        _ => errors & ~SslPolicyErrors.RemoteCertificateNameMismatch,
    };
}
