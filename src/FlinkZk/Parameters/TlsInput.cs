using System.Management.Automation;
using System.Security;
using FlinkZk.Client;

namespace FlinkZk;

/// <summary>The parameters -Tls, -CaPath, -Certificate and -CertificatePassword, wherever a cmdlet connects.</summary>
internal static class TlsInput
{
    /// <summary>The options; null for plain TCP.</summary>
    /// <exception cref="FlinkZkException">A certificate is given without -Tls.</exception>
    public static TlsOptions? Read(bool tls, string? caPath, string? certificate, SecureString? password)
    {
        if (tls)
            return new TlsOptions { CaPath = Checked(caPath), CertificatePath = Checked(certificate), KeyPassword = password is null ? null : Clear(password) };
        if (caPath is not null || certificate is not null || password is not null)
            throw new FlinkZkException("TlsMissing", ErrorCategory.InvalidArgument, "A certificate is given, but the connection is not to be encrypted.", "Add -Tls, or leave -CaPath and -Certificate out.");
        return null;
    }

    private static string? Checked(string? file) => file is null ? null : RegularFile.Check(file);

    /// <summary>The text of a secret.</summary>
    public static string Clear(SecureString secret) => new PSCredential("secret", secret).GetNetworkCredential().Password;
}
