using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Net;

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
        (ReadFile(_options.CertificatePath, path => CertificateFile.ReadOwn(path, keyPath: null, _options.KeyPassword)), _options.CaPath is { } authorities ? ReadFile(authorities, CertificateFile.ReadAuthorities) : null);

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
}
