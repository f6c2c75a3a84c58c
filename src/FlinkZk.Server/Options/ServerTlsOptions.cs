namespace FlinkZk.Server.Options;

/// <summary>How the server's TLS port is set up. Files are read anew when they change, so that a renewed certificate needs no restart.</summary>
public sealed class ServerTlsOptions
{
    /// <summary>PEM file with the server's certificate and its key, or PFX file (ssl.keyStore.location).</summary>
    public required string CertificatePath { get; init; }

    /// <summary>The password of the key or PFX file (ssl.keyStore.password): a secret.</summary>
    public string? KeyPassword { internal get; init; }

    /// <summary>PEM file with the authorities that clients' certificates are signed by (ssl.trustStore.location); null: those of the machine.</summary>
    public string? CaPath { get; init; }

    /// <summary>What is asked of clients (ssl.clientAuth).</summary>
    public ClientCertificateMode ClientCertificates { get; init; } = ClientCertificateMode.Need;

    /// <summary>Everything but the secret.</summary>
    public override string ToString() => $"ServerTlsOptions {{ CertificatePath = {CertificatePath}, CaPath = {CaPath}, ClientCertificates = {ClientCertificates} }}";
}
