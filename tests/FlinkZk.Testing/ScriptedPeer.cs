using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Testing;

/// <summary>The server's end of one connection, in the hands of a script.</summary>
/// <param name="stream">The connection.</param>
/// <param name="number">Which connection it is, counted from 1.</param>
/// <param name="cancellation">The end of the test.</param>
public sealed class ScriptedPeer(Stream stream, int number, CancellationToken cancellation)
{
    private readonly FrameBuffer _frames = new();

    /// <summary>Which connection it is, counted from 1.</summary>
    public int Number => number;

    /// <summary>The end of the test.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Receives the handshake's request and answers it.</summary>
    /// <param name="timeout">The timeout that is agreed to, in milliseconds; 0 says that the session has expired.</param>
    /// <param name="short36">Whether the answer lacks its last byte, as servers up to 3.3 have it.</param>
    /// <param name="readOnly">What the last byte says.</param>
    public async Task<ConnectRequest> ShakeHandsAsync(int timeout = 6000, bool short36 = false, bool readOnly = false)
    {
        var frame = await ReceiveAsync();
        var request = Read<ConnectRequest>(frame);
        await SendAsync(new ConnectResponse(0, timeout, timeout > 0 ? 0x1234 : 0, new byte[Limits.Password], short36 ? null : readOnly));
        return request;
    }

    /// <summary>Receives a four-letter word, if that is what the client begins with.</summary>
    public async Task<string?> TryReceiveWordAsync()
    {
        while (_frames.Pending < 4)
            await FillAsync();
        var word = Encoding.ASCII.GetString(_frames.PendingBytes[..4]);
        if (!word.All(char.IsAsciiLetterLower))
            return null;
        _frames.Skip(4);
        return word;
    }

    /// <summary>Receives one frame.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        while (true)
        {
            if (_frames.TryTakeFrame(out var frame))
                return frame.ToArray();
            await FillAsync();
        }
    }

    /// <summary>Receives the next request that is not a heartbeat.</summary>
    public async Task<RequestHeader> ReceiveRequestAsync()
    {
        while (true)
        {
            var header = Read<RequestHeader>(await ReceiveAsync());
            if (header.Type != OpCode.Ping)
                return header;
        }
    }

    /// <summary>Sends a record as a frame.</summary>
    public Task SendAsync<T>(T record) where T : struct, IRecord<T> => SendRawAsync(Frame(record));

    /// <summary>Sends a reply without a body.</summary>
    public Task ReplyAsync(int xid, long zxid = 1, ErrorCode error = ErrorCode.Ok) => SendRawAsync(Frame(new ReplyHeader(xid, zxid, error)));

    /// <summary>Sends a reply with a body.</summary>
    public Task ReplyAsync<T>(int xid, T body, long zxid = 1) where T : struct, IRecord<T> => SendRawAsync(Frame(new ReplyHeader(xid, zxid, ErrorCode.Ok), body));

    /// <summary>Sends an event.</summary>
    public Task SendEventAsync(WatchEventType type, string path, long zxid = -1) =>
        SendRawAsync(Frame(new ReplyHeader(Xid.Notification, zxid, ErrorCode.Ok), new WatcherEvent(type, WatcherEvent.SyncConnected, path)));

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, cancellation);

    /// <summary>Does nothing until the test is over.</summary>
    public Task StallAsync() => Task.Delay(Timeout.Infinite, cancellation);

    /// <summary>A record as a frame.</summary>
    public static byte[] Frame<T>(T record) where T : struct, IRecord<T> => Frame(writer => record.Write(ref writer));

    /// <summary>Reads a record from the front of a frame.</summary>
    public static T Read<T>(byte[] frame) where T : struct, IRecord<T>
    {
        var reader = new JuteReader(frame);
        return T.Read(ref reader);
    }

    private static byte[] Frame<T>(ReplyHeader header, T body) where T : struct, IRecord<T> => Frame(writer =>
    {
        header.Write(ref writer);
        body.Write(ref writer);
    });

    private async Task FillAsync()
    {
        var count = await stream.ReadAsync(_frames.GetFree(), cancellation);
        if (count == 0)
            throw new EndOfStreamException("The client has closed the connection.");
        _frames.Advance(count);
    }

    private delegate void Writing(JuteWriter writer);

    private static byte[] Frame(Writing write)
    {
        var buffer = new WireBuffer();
        var start = buffer.BeginFrame();
        write(new JuteWriter(buffer));
        buffer.EndFrame(start);
        return buffer.Written.ToArray();
    }
}
