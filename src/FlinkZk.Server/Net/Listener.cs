using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;

namespace FlinkZk.Server.Net;

/// <summary>Accepts connections on one port and has each served.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);
    private readonly Socket _socket;
    private readonly Func<ServerContext> _server;
    private readonly ServerTls? _tls;
    private readonly CancellationTokenSource _stop = new();
    private readonly LogRate _exhausted = new(TimeProvider.System, most: 1);
    private Task _loop = Task.CompletedTask;

    /// <summary>Binds at once: a port that is taken is told here. With <paramref name="tls"/> its connections are encrypted.</summary>
    /// <exception cref="ListenException">The address or port cannot be had.</exception>
    public Listener(IPAddress address, int port, Func<ServerContext> server, ServerTls? tls = null)
    {
        (_server, _tls) = (server, tls);
        _socket = ListenException.Listen(new(address, port), Backlog);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Start() => _loop = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var rests = false; !_stop.IsCancellationRequested; rests = true)
        {
            try
            {
                if (rests)
                    await Task.Delay(Rest, TimeProvider.System, _stop.Token).ConfigureAwait(false);
                await AcceptAsync().ConfigureAwait(false);
            }
            catch (OutOfMemoryException)
            {
                // Whose connection it was is closed by the collector; the next may find some again.
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (SocketException e) when (!_stop.IsCancellationRequested)
            {
                // Else that client has gone before it was accepted.
                if (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                    await RestAsync("who asks for a connection", e.Message).ConfigureAwait(false);
                continue;
            }
            if (OpenFiles.IsOneOfTheLast(client))
            {
                var remote = $"a connection from {client.RemoteEndPoint}";
                client.Dispose();
                await RestAsync(remote, $"the process may have {OpenFiles.Most} files and connections open (ulimit -n), and the last are for its own").ConfigureAwait(false);
            }
            else
                Serve(client);
        }
    }

    // Who comes meanwhile waits in the system's queue.
    private async Task RestAsync(string who, string why)
    {
        var server = _server();
        server.Statistics.Count(CountedEvent.ConnectionRejected);
        if (_exhausted.IsDue(out var before))
            server.Options.Events.Warning(ZkServerLogEvents.ConnectionRefused, $"There are no descriptors left for {who}: {why}. Those that are served stay.{before}");
        await Task.Delay(Rest, server.Options.TimeProvider, _stop.Token).ConfigureAwait(false);
    }

    private void Serve(Socket client)
    {
        var server = _server();
        if (client.RemoteEndPoint is not IPEndPoint remote)
        {
            client.Dispose();
            return;
        }
        if (!server.Connections.TryAdmit(remote.Address, out var why))
        {
            server.Statistics.Count(CountedEvent.ConnectionRejected);
            server.Faults.Warning(ZkServerLogEvents.ConnectionRefused, $"A connection from {remote} is refused: {why}.");
            client.Dispose();
            return;
        }
        client.NoDelay = true;
        var connection = new ServerConnection(server, new NetworkStream(client, ownsSocket: true), remote, _tls);
        server.Connections.Add(connection, remote.Address);
        // What it came to may have ended while it was on its way in, and then nobody has closed it.
        if (_server() != server)
            connection.Close();
        _ = connection.RunAsync();
    }
}
