using System.Net.Security;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>How the connection is encrypted and who is trusted. Files are read anew for each connection, so that a renewed certificate needs no restart.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file with the authorities to trust; null: those of the machine.</summary>
    public string? CaPath { get; init; }

    /// <summary>PEM or PFX file with the client's own certificate, for mutual TLS; null: none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>PEM file with the private key; null: it lies in <see cref="CertificatePath"/>.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The password of the key or PFX file: a secret.</summary>
    public string? KeyPassword { internal get; init; }

    /// <summary>Whether the server's certificate must be for the name connected to. On, unless there is a very good reason.</summary>
    public bool CheckHostName { get; init; } = true;

    /// <summary>The same in .NET's terms, for connections of other protocols. The files are read now.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file holds no certificate, or none that the key belongs to.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file is damaged, or the password is wrong.</exception>
    public SslClientAuthenticationOptions ToAuthenticationOptions() => new()
    {
        ClientCertificateContext = CertificatePath is { } own ? CertificateFile.ReadOwn(own, KeyPath, KeyPassword) : null,
        CertificateChainPolicy = CaPath is { } path ? CertificateFile.TrustOnly(CertificateFile.ReadAuthorities(path)) : null,
        RemoteCertificateValidationCallback = (_, _, _, errors) => Accepted(errors) == SslPolicyErrors.None,
    };

    /// <summary>What is wrong with a certificate, less what these options overlook.</summary>
    internal SslPolicyErrors Accepted(SslPolicyErrors errors) => CheckHostName ? errors : errors & ~SslPolicyErrors.RemoteCertificateNameMismatch;

    /// <summary>Fails at once for a file that is not there: trying again would not help whoever mistyped its name.</summary>
    internal void Validate()
    {
        foreach (var path in (string?[])[CaPath, CertificatePath, KeyPath])
        {
            if (path is not null && !File.Exists(path))
                throw new FileNotFoundException($"The TLS file '{path}' does not exist.", path);
        }
    }
}
