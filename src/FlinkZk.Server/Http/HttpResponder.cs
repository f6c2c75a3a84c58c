using System.Net;
using System.Net.Sockets;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Errors;
using FlinkZk.Wire;

namespace FlinkZk.Server.Http;

/// <summary>
/// Answers GET over HTTP/1.1, one request a connection, and no more of HTTP than monitoring needs. All that comes from outside has a limit: connections at once, bytes of a
/// request, the time it takes to come and its answer to go.
/// </summary>
internal sealed class HttpResponder : IAsyncDisposable
{
    /// <summary>Connections at once; of more the oldest are closed.</summary>
    public const int MostConnections = 32;

    /// <summary>Bytes of a request, its headers with it.</summary>
    public const int MostHead = 8 * 1024;

    /// <summary>How long a request may take to come whole, and then its answer to be taken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly Func<string, HttpAnswer?> _answer;
    private readonly ClientFaults _faults;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private readonly List<Socket> _open = []; // in the order in which they came; its own lock

    /// <summary>Binds at once: a port that is taken is told here.</summary>
    /// <param name="endPoint">Where; port 0 takes a free one.</param>
    /// <param name="answer">The answer to a path; null where there is nothing.</param>
    /// <param name="faults">Hears who was refused.</param>
    /// <param name="time">What patience is measured by.</param>
    /// <exception cref="ListenException">The address or port cannot be had.</exception>
    public HttpResponder(IPEndPoint endPoint, Func<string, HttpAnswer?> answer, ClientFaults faults, TimeProvider time)
    {
        (_answer, _faults, _time) = (answer, faults, time);
        _socket = ListenException.Listen(endPoint, backlog: MostConnections);
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections that are open.</summary>
    public int Connections
    {
        get
        {
            lock (_open)
                return _open.Count;
        }
    }

    public void Start() => _loop = Task.Run(AcceptAsync);

    /// <summary>Takes no more requests; those under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (OpenFiles.IsOneOfTheLast(client, isMonitoring: true))
                {
                    Tell(client, "is refused: the process has no descriptors left");
                    client.Dispose();
                    continue;
                }
                Take(client);
                _ = ServeAsync(client);
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                // Out of descriptors, or that client has gone.
                await Task.Delay(Rest, _time, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            var answer = await AnswerAsync(client).ConfigureAwait(false);
            using var deadline = Deadline();
            for (var sent = 0; sent < answer.Length;)
                sent += await client.SendAsync(answer.AsMemory(sent), deadline.Token).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Send);
            // Closed with something unread the answer would be lost to who still sends: a little of it is read.
            var rest = new byte[1024];
            for (var i = 0; i < 64 && await client.ReceiveAsync(rest, deadline.Token).ConfigureAwait(false) > 0; i++)
            {
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It has gone, or is too slow: in each case only closing is left.
        }
        finally
        {
            Close(client);
        }
    }

    private async Task<byte[]> AnswerAsync(Socket client)
    {
        var (head, length) = (new byte[MostHead], 0);
        using var deadline = Deadline();
        try
        {
            while (length < head.Length)
            {
                var count = await client.ReceiveAsync(head.AsMemory(length), deadline.Token).ConfigureAwait(false);
                if (count == 0)
                    return [];
                length += count;
                if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                    return Answer(head.AsSpan(0, length));
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Tell(client, $"is closed: it did not come whole within {Patience.TotalSeconds} s");
            return HttpAnswer.Text(408, "Request Timeout", "The request did not come whole in time.\n").ToBytes(withBody: true);
        }
        Tell(client, $"is closed: it is longer than {MostHead} bytes");
        return HttpAnswer.Text(431, "Request Header Fields Too Large", "The request is too long.\n").ToBytes(withBody: true);
    }

    private byte[] Answer(ReadOnlySpan<byte> head)
    {
        var answer = HttpRequest.Read(head, out var request);
        try
        {
            answer ??= _answer(request.Path) ?? HttpAnswer.Text(404, "Not Found", "There is nothing here. /metrics, /health, /ready and /commands are.\n");
        }
        catch (Exception e)
        {
            // The server goes on, whatever could not be read of it.
            answer = HttpAnswer.Text(500, "Internal Server Error", $"It cannot be told: {e.Message}\n");
        }
        return answer.ToBytes(request.WantsBody);
    }

    private void Tell(Socket client, string what) => _faults.Warning(ZkServerLogEvents.ConnectionRefused, $"A request over HTTP from {client.RemoteEndPoint} {what}.");

    private Deadline Deadline() => new(Patience, _time, _stop.Token);

    // Whoever holds connections open must not keep a probe away: the oldest gives way.
    private void Take(Socket client)
    {
        Socket? oldest = null;
        lock (_open)
        {
            if (_open.Count == MostConnections)
            {
                oldest = _open[0];
                _open.RemoveAt(0);
            }
            _open.Add(client);
        }
        if (oldest is null)
            return;
        try
        {
            Tell(oldest, $"is closed: {MostConnections} are open, and this one is the oldest");
            oldest.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // It was served just now.
        }
    }

    private void Close(Socket client)
    {
        client.Dispose();
        lock (_open)
            _open.Remove(client);
    }
}
