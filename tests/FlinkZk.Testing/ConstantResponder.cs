using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FlinkZk.Wire;

namespace FlinkZk.Testing;

/// <summary>
/// Answers each request with a constant, from one thread and without allocating: what is left in a measurement is the client.
/// It knows exists, getData (1 KiB), setData, ping and closeSession.
/// </summary>
public sealed class ConstantResponder : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _stat = Body(writer => default(Stat).Write(ref writer));
    private readonly byte[] _data = Body(writer => new GetDataResponse(new byte[1024], default).Write(ref writer));

    /// <summary>Starts to listen on a free port of loopback.</summary>
    public ConstantResponder()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true, Name = nameof(ConstantResponder) }.Start();
    }

    /// <summary>127.0.0.1 and the port.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                socket.NoDelay = true;
                new Thread(() => Serve(socket)) { IsBackground = true, Name = nameof(ConstantResponder) }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Serve(Socket socket)
    {
        var (frames, replies, shaken) = (new FrameBuffer(usualSize: 256 * 1024), new WireBuffer(256 * 1024), false);
        try
        {
            while (socket.Receive(frames.GetFree().Span) is var count and > 0)
            {
                frames.Advance(count);
                while (frames.TryTakeFrame(out var frame))
                {
                    Answer(frame, replies, shaken);
                    shaken = true;
                }
                Send(socket, replies);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
        socket.Dispose();
    }

    private static void Send(Socket socket, WireBuffer replies)
    {
        for (var sent = 0; sent < replies.Length;)
            sent += socket.Send(replies.Written[sent..]);
        replies.Clear();
    }

    private void Answer(ReadOnlySpan<byte> frame, WireBuffer replies, bool shaken)
    {
        var start = replies.BeginFrame();
        var writer = new JuteWriter(replies);
        var reader = new JuteReader(frame);
        if (!shaken)
        {
            new ConnectResponse(0, 30_000, 1, new byte[Limits.Password], false).Write(ref writer);
        }
        else
        {
            var request = RequestHeader.Read(ref reader);
            new ReplyHeader(request.Xid, 1, ErrorCode.Ok).Write(ref writer);
            var body = request.Type switch
            {
                OpCode.Exists or OpCode.SetData => _stat,
                OpCode.GetData => _data,
                _ => [],
            };
            body.CopyTo(replies.Append(body.Length));
        }
        replies.EndFrame(start);
    }

    private delegate void Writing(JuteWriter writer);

    private static byte[] Body(Writing write)
    {
        var buffer = new WireBuffer();
        write(new JuteWriter(buffer));
        return buffer.Written.ToArray();
    }
}
