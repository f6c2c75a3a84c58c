using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Differences;

/// <summary>Something that one can ask a server, and the answer in a few words: <c>ok, 68 bytes</c>, or <c>-6, closed</c>.</summary>
/// <param name="Name">What it is; in docs/differences.md, where the answers are not the same.</param>
/// <param name="AskAsync">Asks the server on a port.</param>
internal sealed record Question(string Name, Func<int, Task<string>> AskAsync)
{
    private const int OrdinaryXid = 7;

    internal delegate void WriteBody(ref JuteWriter writer);

    /// <summary>One request on a connection of its own.</summary>
    public static Question Request(string name, OpCode type, WriteBody? body = null, int xid = OrdinaryXid, Func<byte[], string>? describe = null) =>
        new(name, async port =>
        {
            await using var client = await RawClient.ConnectAsync(port);
            return await RequestAsync(client, type, body, xid, describe);
        });

    /// <summary>Asks, and asks once more to see whether the connection still stands.</summary>
    public static async Task<string> RequestAsync(RawClient client, OpCode type, WriteBody? body = null, int xid = OrdinaryXid, Func<byte[], string>? describe = null)
    {
        var frame = await CallAsync(client, type, body, xid);
        if (frame is null)
            return "closed";
        var (header, answer) = (RawClient.Read<ReplyHeader>(frame), frame[Limits.ReplyHeader..]);
        var words = new List<string> { header.Error == ErrorCode.Ok ? "ok" : ((int)header.Error).ToString(CultureInfo.InvariantCulture) };
        if (header.Xid != xid)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"xid {header.Xid}"));
        if (answer.Length > 0)
            words.Add(describe?.Invoke(answer) ?? string.Create(CultureInfo.InvariantCulture, $"{answer.Length} bytes"));
        if (await CallAsync(client, OpCode.Exists, Path("/", watch: false), OrdinaryXid) is null)
            words.Add("closed");
        return string.Join(", ", words);
    }

    /// <summary>A path, and whether it is to be watched.</summary>
    public static WriteBody Path(string? path, bool watch) => (ref JuteWriter writer) =>
    {
        writer.WriteString(path);
        writer.WriteBool(watch);
    };

    private static async Task<byte[]?> CallAsync(RawClient client, OpCode type, WriteBody? body, int xid)
    {
        var buffer = new WireBuffer();
        var start = buffer.BeginFrame();
        var writer = new JuteWriter(buffer);
        new RequestHeader(xid, type).Write(ref writer);
        body?.Invoke(ref writer);
        buffer.EndFrame(start);
        try
        {
            await client.SendBytesAsync(buffer.WrittenMemory);
            return await client.ReadFrameAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
