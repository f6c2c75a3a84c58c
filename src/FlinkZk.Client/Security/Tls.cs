using System.Net.Security;
using System.Security.Authentication;

namespace FlinkZk.Client;

/// <summary>Puts TLS around a connection. Certificates are read each time, so that renewed ones are taken up by the next connection.</summary>
internal static class Tls
{
    public static async Task<Stream> WrapAsync(Stream stream, string host, TlsOptions options, CancellationToken cancellation)
    {
        var authentication = options.ToAuthenticationOptions();
        // The name that was asked for, not the address it resolved to: certificates are for names.
        authentication.TargetHost = host;
        // What one server was shown is nothing to another on the same host.
        authentication.AllowTlsResume = false;
        var problems = SslPolicyErrors.None;
        authentication.RemoteCertificateValidationCallback = (_, _, _, errors) => (problems = options.Accepted(errors)) == SslPolicyErrors.None;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(authentication, cancellation).ConfigureAwait(false);
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
}
