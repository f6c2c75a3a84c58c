using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FlinkZk.Server;

/// <summary>
/// The server's certificate and the authorities that it trusts, read again when their files have changed. Files that cannot be read, as
/// while they are being written, leave those in force that were read before.
/// </summary>
internal sealed class ServerCertificates
{
    private readonly ServerTlsOptions _options;
    private readonly ServerLog _log;
    private readonly object _gate = new();
    private (DateTime, DateTime) _written;
    private (SslStreamCertificateContext Own, X509Certificate2Collection? Authorities) _current;

    /// <summary>Reads them.</summary>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file holds no certificate with its key, or no authority, or the password is wrong.</exception>
    public ServerCertificates(ServerTlsOptions options, ServerLog log)
    {
        (_options, _log) = (options, log);
        (_written, _current) = (LastWritten(), Read());
    }

    /// <summary>Those in force.</summary>
    public (SslStreamCertificateContext Own, X509Certificate2Collection? Authorities) Current
    {
        get
        {
            lock (_gate)
            {
                // Noted first: what cannot be read is tried again when it has changed again, and told once.
                if (LastWritten() is var written && written != _written)
                {
                    _written = written;
                    ReadAgain();
                }
                return _current;
            }
        }
    }

    private void ReadAgain()
    {
        try
        {
            _current = Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _log.Error(ZkServerLogEvents.CertificateUnreadable, $"The certificates have changed, but those before stay in force: {e.Message}", e);
        }
    }

    private (DateTime, DateTime) LastWritten() =>
        (File.GetLastWriteTimeUtc(_options.CertificatePath), _options.CaPath is { } path ? File.GetLastWriteTimeUtc(path) : default);

    private (SslStreamCertificateContext, X509Certificate2Collection?) Read() =>
        (ReadFile(_options.CertificatePath, ReadOwn), _options.CaPath is { } path ? ReadFile(path, ReadAuthorities) : null);

    private static T ReadFile<T>(string path, Func<string, T> read)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The TLS file '{path}' does not exist.", path);
        try
        {
            return read(path);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The TLS file '{path}' cannot be read: {e.Message} It has to be a PFX file, or a PEM file with the certificate and its key; is the password right?", e);
        }
    }

    private SslStreamCertificateContext ReadOwn(string path)
    {
        var all = new X509Certificate2Collection();
        X509Certificate2 own;
        if (Path.GetExtension(path).ToUpperInvariant() is ".PFX" or ".P12")
        {
            all.Import(path, _options.KeyPassword);
            own = all.FirstOrDefault(static certificate => certificate.HasPrivateKey) ?? throw new InvalidDataException($"'{path}' holds no certificate with its key.");
        }
        else
        {
            all.ImportFromPemFile(path);
            using var pem = FindOwn(all, path);
            // Windows cannot use a key that lives in memory only (dotnet/runtime 23749).
            own = new(pem.Export(X509ContentType.Pkcs12));
        }
        // The rest are those between it and its authority, which clients may not have.
        var between = all.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span)).ToArray();
        return SslStreamCertificateContext.Create(own, new X509Certificate2Collection(between), offline: true);
    }

    // The one that the key belongs to, wherever it stands: some write the chain down from the authority.
    private X509Certificate2 FindOwn(X509Certificate2Collection all, string path)
    {
        var keys = File.ReadAllText(path);
        Exception? unreadable = null;
        var isOther = false;
        foreach (var certificate in all)
            try
            {
                var text = certificate.ExportCertificatePem();
                return _options.KeyPassword is { } password ? X509Certificate2.CreateFromEncryptedPem(text, keys, password) : X509Certificate2.CreateFromPem(text, keys);
            }
            catch (ArgumentException)
            {
                isOther = true;
            }
            catch (CryptographicException e)
            {
                unreadable ??= e;
            }
        throw isOther ? new InvalidDataException($"The TLS file '{path}' holds a key that belongs to none of its certificates. Put the server's certificate and its own key into it.")
            : unreadable ?? new InvalidDataException($"The TLS file '{path}' holds no certificate. It has to be a PFX file, or a PEM file with the certificate and its key.");
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new InvalidDataException($"'{path}' holds no PEM certificate.");
    }
}
