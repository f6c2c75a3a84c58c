using System.Net.Sockets;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>One socket that speaks the protocol byte by byte: it shows what a server really sends, in which order.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _tcp = new();
    private Stream? _encrypted;
    private readonly FrameBuffer _frames = new(maxFrame: 64 * 1024 * 1024);
    private int _lastXid;

    /// <summary>Events that came before the replies asked for, in wire order.</summary>
    public List<(WatchEventType Type, string Path, long Zxid)> Events { get; } = [];

    /// <summary>The server's answer to the handshake.</summary>
    public ConnectResponse Session { get; private set; }

    /// <summary>Bytes of that answer.</summary>
    public int HandshakeLength { get; private set; }

    public static async Task<RawClient> OpenAsync(int port)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        client._tcp.NoDelay = true;
        return client;
    }

    /// <summary>Opens a session on a stream that stands already.</summary>
    public static async Task<RawClient> GreetAsync(Stream encrypted)
    {
        var client = new RawClient { _encrypted = encrypted };
        await client.GreetAsync();
        return client;
    }

    public static async Task<RawClient> ConnectAsync(
        int port, int timeout = 10_000, long session = 0, byte[]? password = null, long lastZxid = 0, bool? readOnly = false)
    {
        var client = await OpenAsync(port);
        await client.GreetAsync(timeout, session, password, lastZxid, readOnly);
        return client;
    }

    public async Task GreetAsync(int timeout = 10_000, long session = 0, byte[]? password = null, long lastZxid = 0, bool? readOnly = false)
    {
        await SendAsync(new ConnectRequest(0, lastZxid, timeout, session, password ?? new byte[16], readOnly));
        var frame = await ReadFrameAsync();
        HandshakeLength = frame.Length;
        Session = Read<ConnectResponse>(frame);
    }

    /// <summary>Asks and waits for the answer; events before it go to <see cref="Events"/>.</summary>
    public async Task<Reply> CallAsync<T>(OpCode type, T request) where T : struct, IRecord<T>
    {
        var xid = await SendRequestAsync(type, request);
        return await ReadReplyAsync(xid);
    }

    public Task<Reply> CallAsync(OpCode type) => CallAsync(type, new Nothing());

    public async Task<int> SendRequestAsync<T>(OpCode type, T request, int? fixedXid = null) where T : struct, IRecord<T>
    {
        var xid = fixedXid ?? ++_lastXid;
        var buffer = new WireBuffer();
        var start = buffer.BeginFrame();
        var writer = new JuteWriter(buffer);
        new RequestHeader(xid, type).Write(ref writer);
        request.Write(ref writer);
        buffer.EndFrame(start);
        await SendBytesAsync(buffer.WrittenMemory);
        return xid;
    }

    public async Task<Reply> ReadReplyAsync(int xid)
    {
        while (true)
        {
            var reply = ParseReply(await ReadFrameAsync());
            if (reply.Header.Xid == xid)
                return reply;
            Assert.Equal(Xid.Notification, reply.Header.Xid);
            var happened = reply.Read<WatcherEvent>();
            Events.Add((happened.Type, happened.Path, reply.Header.Zxid));
        }
    }

    /// <summary>Reads replies up to that one.</summary>
    public async Task SkipToReplyAsync(int xid)
    {
        while (ParseReply(await ReadFrameAsync()).Header.Xid != xid)
        {
        }
    }

    /// <summary>Waits for the next event.</summary>
    public async Task<(WatchEventType Type, string Path, long Zxid)> ReadEventAsync()
    {
        if (Events.Count == 0)
        {
            var reply = ParseReply(await ReadFrameAsync());
            Assert.Equal(Xid.Notification, reply.Header.Xid);
            var happened = reply.Read<WatcherEvent>();
            Events.Add((happened.Type, happened.Path, reply.Header.Zxid));
        }
        var first = Events[0];
        Events.RemoveAt(0);
        return first;
    }

    /// <summary>Takes the events that came so far: a ping makes sure that those before it are here.</summary>
    public async Task<List<(WatchEventType Type, string Path)>> DrainEventsAsync()
    {
        await CallAsync(OpCode.Sync, new PathRequest("/"));
        var events = Events.Select(happened => (happened.Type, happened.Path)).ToList();
        Events.Clear();
        return events;
    }

    public async Task SendAsync<T>(T record) where T : struct, IRecord<T>
    {
        var buffer = new WireBuffer();
        var start = buffer.BeginFrame();
        var writer = new JuteWriter(buffer);
        record.Write(ref writer);
        buffer.EndFrame(start);
        await SendBytesAsync(buffer.WrittenMemory);
    }

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) =>
        await Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    public async Task<byte[]> ReadFrameAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (true)
        {
            if (_frames.TryTakeFrame(out var frame))
                return frame.ToArray();
            var count = await Stream.ReadAsync(_frames.GetFree(), deadline.Token);
            if (count == 0)
                throw new EndOfStreamException("The server has closed.");
            _frames.Advance(count);
        }
    }

    /// <summary>Waits until the server closes; what it still says is thrown away.</summary>
    public async Task<bool> IsClosedByServerAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            var rest = new byte[4096];
            while (await Stream.ReadAsync(rest, deadline.Token) > 0)
            {
            }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Everything until the server closes, as text.</summary>
    public async Task<string> ReadTextAsync()
    {
        using var reader = new StreamReader(Stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    public static T Read<T>(byte[] bytes) where T : struct, IRecord<T>
    {
        var reader = new JuteReader(bytes);
        return T.Read(ref reader);
    }

    private Stream Stream => _encrypted ?? _tcp.GetStream();

    private static Reply ParseReply(byte[] frame)
    {
        var reader = new JuteReader(frame);
        return new(ReplyHeader.Read(ref reader), frame[Limits.ReplyHeader..]);
    }
}
