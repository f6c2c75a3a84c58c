using System.Globalization;
using System.Text;

namespace FlinkZk.Testing;

/// <summary>The server's end of one exchange.</summary>
/// <param name="stream">The connection.</param>
/// <param name="cancellation">The end of the test.</param>
public sealed class HttpReply(Stream stream, CancellationToken cancellation)
{
    /// <summary>The end of the test.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether the connection is over.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Answers.</summary>
    public async Task SendAsync(int status, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        await SendRawAsync(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Said\r\ncontent-type: application/json; charset=UTF-8\r\ncontent-length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body, cancellation);
    }

    /// <summary>Sends text as it is.</summary>
    public async Task SendRawAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    /// <summary>Does nothing until the test is over.</summary>
    public Task StallAsync() => Task.Delay(Timeout.Infinite, cancellation);

    /// <summary>Ends the connection.</summary>
    public void Close() => IsClosed = true;
}
