using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Testing;

/// <summary>Ports for servers that must be told theirs.</summary>
public static class FreePort
{
    /// <summary>A port that is free at this moment.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
