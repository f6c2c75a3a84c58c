using System.Security.Authentication;

namespace FlinkZk.Client;

/// <summary>What a server says by a TLS alert about the certificate that it was shown. With TLS 1.3 it comes behind the handshake, as an error of the first read.</summary>
internal static class TlsAlert
{
    private const string Mark = " alert ";

    /// <summary>The error said for people; null where it is none of TLS's.</summary>
    /// <param name="error">What reading or the handshake threw.</param>
    /// <param name="options">What the server was shown.</param>
    public static AuthenticationException? Explain(Exception error, TlsOptions options)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            if (cause.Message.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var mark)
                return new($"the server refused the connection: {Describe(cause.Message[(mark + Mark.Length)..].Trim(), options.CertificatePath)}", error);
        return null;
    }

    private static string Describe(string alert, string? certificate) => (alert, certificate) switch
    {
        (_, null) => $"it asks for a client's certificate, and none was given ({alert})",
        ("certificate required", { } path) => $"it asks for a client's certificate, and could do nothing with '{path}' ({alert})",
        ("certificate expired", { } path) => $"the certificate '{path}' has run out ({alert})",
        ("unknown ca", { } path) => $"it does not trust the authority that signed the certificate '{path}', or an intermediate between them is missing ({alert})",
        (_, { } path) => $"it does not accept the certificate '{path}' ({alert})",
    };
}
