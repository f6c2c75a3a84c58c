using System.Globalization;
using System.Text;

namespace FlinkZk.Server.Http;

/// <summary>What is answered to a request over HTTP.</summary>
internal sealed record HttpAnswer(int Status, string Reason, string ContentType, byte[] Body)
{
    public const string PlainText = "text/plain; charset=utf-8";

    public static HttpAnswer Text(int status, string reason, string text, string contentType = PlainText) => new(status, reason, contentType, Encoding.UTF8.GetBytes(text));

    public static HttpAnswer Ok(string text, string contentType = PlainText) => Text(200, "OK", text, contentType);

    /// <summary>The answer as it goes out; to HEAD without its body.</summary>
    public byte[] ToBytes(bool withBody)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\n{(Status == 405 ? "Allow: GET, HEAD\r\n" : "")}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"));
        return withBody ? [.. head, .. Body] : head;
    }
}
