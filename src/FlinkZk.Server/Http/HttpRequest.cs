using System.Text;

namespace FlinkZk.Server.Http;

/// <summary>The first line of a request: GET or HEAD, and a path. Nothing else of it is of use here.</summary>
internal readonly record struct HttpRequest(string Path, bool WantsBody)
{
    /// <summary>Reads a head, which ends with an empty line.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static HttpAnswer? Read(ReadOnlySpan<byte> head, out HttpRequest request)
    {
        request = new("", WantsBody: true);
        var line = head[..head.IndexOf("\r\n"u8)];
        var parts = Encoding.Latin1.GetString(line).Split(' ');
        if (parts.Length != 3 || !parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal) || !parts[1].StartsWith('/'))
            return HttpAnswer.Text(400, "Bad Request", "This is not HTTP/1.1.\n");
        request = new(parts[1].Split('?', '#')[0], WantsBody: parts[0] != "HEAD");
        return parts[0] is "GET" or "HEAD" ? null : HttpAnswer.Text(405, "Method Not Allowed", "Everything here is read by GET.\n");
    }
}
