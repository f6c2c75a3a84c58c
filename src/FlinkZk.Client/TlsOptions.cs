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
