using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FlinkZk.Testing;

/// <summary>A server of HTTP on a free port, in the hands of a script: it answers as well, or as badly, as that says.</summary>
public sealed class HttpPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<HttpAsk> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<HttpAsk, HttpReply, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly bool _wantsCertificate;
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    /// <param name="answer">The script, called for each request.</param>
    /// <param name="certificate">For TLS; null for plain HTTP.</param>
    /// <param name="wantsCertificate">Whether a client without a certificate is turned away.</param>
    public HttpPeer(Func<HttpAsk, HttpReply, Task> answer, X509Certificate2? certificate = null, bool wantsCertificate = false)
    {
        (_answer, _certificate, _wantsCertificate) = (answer, certificate, wantsCertificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<HttpAsk> Requests => [.. _requests];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var owned = connection;
        connection.NoDelay = true;
        try
        {
            await using var stream = await OpenAsync(connection);
            while (await ReadAsync(stream) is { } request)
            {
                _requests.Enqueue(request);
                var reply = new HttpReply(stream, _stop.Token);
                await _answer(request, reply);
                if (reply.IsClosed)
                    return;
            }
        }
        // A client that gives up is what many scripts are about.
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task<Stream> OpenAsync(TcpClient connection)
    {
        if (_certificate is null)
            return connection.GetStream();
        var tls = new SslStream(connection.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            ClientCertificateRequired = _wantsCertificate,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null || !_wantsCertificate,
        }, _stop.Token);
        return tls;
    }

    private async Task<HttpAsk?> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var words = lines[0].Split(' ');
        return new(words[0], words[1], headers, Encoding.Latin1.GetString(body));
    }
}
