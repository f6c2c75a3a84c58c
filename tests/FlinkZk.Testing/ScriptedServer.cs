using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Testing;

/// <summary>A server that does to each connection what a test's script says, in real frames or in none.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly Func<Stream, Task<Stream>> _wrap;
    private readonly Task _accepting;
    private int _accepted;

    /// <summary>A server whose connections each run <paramref name="script"/>; when it returns, the connection is closed.</summary>
    /// <param name="script">What to do.</param>
    /// <param name="wrap">What to put around each connection, TLS for example.</param>
    public ScriptedServer(Func<ScriptedPeer, Task> script, Func<Stream, Task<Stream>>? wrap = null)
    {
        (_script, _wrap) = (script, wrap ?? Task.FromResult);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>127.0.0.1 and the port.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client, Interlocked.Increment(ref _accepted));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped; a listener says so in more than one way.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await using var stream = await _wrap(client.GetStream());
                await _script(new(stream, number, _stop.Token));
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
