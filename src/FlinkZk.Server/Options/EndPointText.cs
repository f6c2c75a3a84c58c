using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace FlinkZk.Server.Options;

/// <summary>A port, on loopback; or an address with a port: <c>7000</c>, <c>0.0.0.0:7000</c>, <c>[::1]:7000</c>.</summary>
public static class EndPointText
{
    /// <summary>What would be right, for an error's text.</summary>
    public const string Right = "give a port (7000), which is opened on 127.0.0.1, or an address with a port (0.0.0.0:7000, [::1]:7000).";

    /// <summary>Reads it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        endPoint = null;
        var at = text.LastIndexOf(':');
        if (!ushort.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = at < 0 ? "127.0.0.1" : text[..at];
        if (host == "localhost")
            host = "127.0.0.1";
        // A bare ::1:7000 is an address of its own.
        if (host.Contains(':', StringComparison.Ordinal) != (host.StartsWith('[') && host.EndsWith(']')) || !IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return false;
        endPoint = new(address, port);
        return true;
    }
}
