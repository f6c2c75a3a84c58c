using System.Security.Authentication;

namespace FlinkZk.Client.Tests;

public sealed class TlsAlerts
{
    [Theory]
    [InlineData("error:0A000418:SSL routines::tlsv1 alert unknown ca", "own.pem", "does not trust the authority that signed the certificate 'own.pem'")]
    [InlineData("error:0A000415:SSL routines::sslv3 alert certificate expired", "own.pem", "'own.pem' has run out")]
    [InlineData("error:0A000416:SSL routines::ssl/tls alert certificate unknown", "own.pem", "does not accept the certificate 'own.pem'")]
    [InlineData("error:0A00045C:SSL routines::tlsv13 alert certificate required", null, "none was given")]
    [InlineData("error:0A000412:SSL routines::sslv3 alert bad certificate", null, "none was given")]
    public void An_alert_is_told_with_what_is_wrong(string openSsl, string? certificate, string told)
    {
        var error = new IOException("The decryption operation failed, see inner exception.", new AuthenticationException("SSL_ERROR_SSL", new InvalidOperationException(openSsl)));
        Assert.Contains(told, TlsAlert.Explain(error, new() { CertificatePath = certificate })!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_error_is_none() => Assert.Null(TlsAlert.Explain(new IOException("Connection reset by peer"), new()));
}
