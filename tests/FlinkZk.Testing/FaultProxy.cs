using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Testing;

/// <summary>A TCP proxy on loopback that can do to connections what networks do. It is transparent until told otherwise.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ProxiedConnection> _connections = [];   // lock
    private readonly Task _accepting;

    /// <summary>A proxy in front of a port on loopback.</summary>
    public FaultProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The proxy's port.</summary>
    public int Port { get; }

    /// <summary>127.0.0.1 and the port.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Whether new connections are closed at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether nothing passes any more though connections stay open: a half-open connection.</summary>
    public bool Stalls { get; set; }

    /// <summary>Whether what the server says is held back, while what it is told passes.</summary>
    public bool HoldsReplies { get; set; }

    /// <summary>How long each piece from the server is held back.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether the server's bytes come one at a time.</summary>
    public bool Drips { get; set; }

    /// <summary>Connections accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Connections that are open now.</summary>
    public int Open => Living().Length;

    /// <summary>Swallows the server's next frame and cuts the connection: a request whose reply is lost.</summary>
    public void LoseNextReply()
    {
        foreach (var connection in Living())
            connection.LosesNextReply = true;
    }

    /// <summary>Cuts all connections.</summary>
    public void Cut()
    {
        foreach (var connection in Living())
            connection.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private ProxiedConnection[] Living()
    {
        lock (_connections)
            return [.. _connections];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Accepted++;
                if (Refuses)
                    client.Dispose();
                else
                    _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped; a listener says so in more than one way.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = new ProxiedConnection(this, client);
        lock (_connections)
            _connections.Add(connection);
        try
        {
            await connection.RunAsync(_target, _stop.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            lock (_connections)
                _connections.Remove(connection);
        }
    }

    private sealed class ProxiedConnection(FaultProxy proxy, TcpClient client) : IDisposable
    {
        private readonly TcpClient _server = new() { NoDelay = true };

        public bool LosesNextReply { get; set; }

        public async Task RunAsync(int target, CancellationToken cancellation)
        {
            client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, target, cancellation);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), _server.GetStream(), fromServer: false, cancellation),
                CopyAsync(_server.GetStream(), client.GetStream(), fromServer: true, cancellation));
        }

        public void Dispose()
        {
            client.Dispose();
            _server.Dispose();
        }

        private async Task CopyAsync(NetworkStream from, NetworkStream to, bool fromServer, CancellationToken cancellation)
        {
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var count = await from.ReadAsync(buffer, cancellation);
                if (count == 0 || fromServer && LosesNextReply)
                    return;
                if (fromServer && proxy.Delay > TimeSpan.Zero)
                    await Task.Delay(proxy.Delay, cancellation);
                while (proxy.Stalls || fromServer && proxy.HoldsReplies)
                    await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
                var step = fromServer && proxy.Drips ? 1 : count;
                for (var i = 0; i < count; i += step)
                    await to.WriteAsync(buffer.AsMemory(i, step), cancellation);
            }
        }
    }
}
