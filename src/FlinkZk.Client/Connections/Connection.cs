using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// One socket, with or without TLS: bytes out, frames in, and the first reason why it broke. It knows no policy. The handshake uses it alone;
/// afterwards the flusher sends and the receive loop receives.
/// </summary>
internal sealed class Connection
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly FrameBuffer _frames;
    private readonly TlsOptions? _tls;
    private Exception? _reason;

    private Connection(ServerAddress server, Socket socket, Stream stream, ZkClientOptions options)
    {
        (Server, _socket, _stream, _tls) = (server, socket, stream, options.Tls);
        _frames = new(options.MaxReplyBytes, usualSize: 32 * 1024);
    }

    /// <summary>The server, by the name that was asked for.</summary>
    public ServerAddress Server { get; }

    public bool IsBroken => Volatile.Read(ref _reason) is not null;

    /// <summary>Why it broke: the first reason. The noise that follows is not kept.</summary>
    public Exception Reason => _reason ?? new EndOfStreamException("The connection was closed.");

    /// <summary>Whether bytes wait in the socket that nobody has read yet: then it is not the server that is slow.</summary>
    public bool HasUnread
    {
        get
        {
            try
            {
                return !IsBroken && _socket.Available > 0;
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                // Broken this moment.
                return false;
            }
        }
    }

    public static async Task<Connection> OpenAsync(ServerAddress server, IPEndPoint endPoint, ZkClientOptions options, CancellationToken cancellation)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellation).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is { } tls)
                stream = await Tls.WrapAsync(stream, server.Host, tls, cancellation).ConfigureAwait(false);
            return new(server, socket, stream, options);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes. One caller at a time.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default) => _stream.WriteAsync(bytes, cancellation);

    /// <summary>Receives one frame, copied. For the handshake, before <see cref="ReceiveAsync"/>.</summary>
    public async Task<byte[]> ReceiveFrameAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTakeCopy() is { } frame)
                return frame;
            await FillExplainedAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Receives what comes until the other side closes. For questions in plain text.</summary>
    /// <exception cref="WireFormatException">It is more than <paramref name="limit"/> bytes.</exception>
    public async Task<byte[]> ReceiveAllAsync(int limit, CancellationToken cancellation)
    {
        var buffer = new byte[limit];
        var length = 0;
        while (await _stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false) is var count and > 0)
            length += count;
        return length < limit ? buffer[..length] : throw new WireFormatException($"More than {limit} bytes came.");
    }

    /// <summary>The receive loop: until the connection breaks, by whatever reason. Does not throw.</summary>
    public async Task ReceiveAsync(IFrameHandler handler)
    {
        try
        {
            while (true)
            {
                Consume(handler);
                await FillAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    /// <summary>Closes the connection. The first reason is kept; both loops end by it.</summary>
    public void Break(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _stream.Dispose();
    }

    private async Task FillExplainedAsync(CancellationToken cancellation)
    {
        try
        {
            await FillAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (_tls is not null && TlsAlert.Explain(exception, _tls) is { } refusal)
        {
            throw refusal;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        var count = await _stream.ReadAsync(_frames.GetFree(), cancellation).ConfigureAwait(false);
        if (count == 0)
            throw new EndOfStreamException("the server closed the connection");
        _frames.Advance(count);
    }

    private void Consume(IFrameHandler handler)
    {
        while (_frames.TryTakeFrame(out var frame))
            handler.OnFrame(frame);
        handler.OnReceived();
    }

    private byte[]? TryTakeCopy() => _frames.TryTakeFrame(out var frame) ? frame.ToArray() : null;
}
