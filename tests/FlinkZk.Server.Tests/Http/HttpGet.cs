using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlinkZk.Server.Tests.Http;

/// <summary>Asks over HTTP by hand, so that nothing is corrected on the way.</summary>
internal static class HttpGet
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<(int Status, string Head, string Body)> AskAsync(IPEndPoint server, string path) => await SendAsync(server, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    public static async Task<(int Status, string Head, string Body)> SendAsync(IPEndPoint server, string request)
    {
        using var client = await OpenAsync(server);
        await client.SendAsync(Encoding.Latin1.GetBytes(request), Cancel);
        return await AnswerAsync(client);
    }

    public static async Task<Socket> OpenAsync(IPEndPoint server)
    {
        var client = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(server, Cancel);
        return client;
    }

    /// <summary>The whole answer; status 0 where the connection is closed without one.</summary>
    public static async Task<(int Status, string Head, string Body)> AnswerAsync(Socket client)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(buffer, Cancel) is > 0 and var count)
                bytes.Write(buffer, 0, count);
        }
        catch (SocketException) when (bytes.Length == 0)
        {
        }
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        if (text.Length == 0)
            return (0, "", "");
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }
}
