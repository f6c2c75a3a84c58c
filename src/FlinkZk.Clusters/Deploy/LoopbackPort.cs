using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// A port for a process that must be told its own. It lies below those that systems give to outgoing connections (Linux from 32768, others from 49152): one of these
/// could take it before the process is there.
/// </summary>
internal static class LoopbackPort
{
    private const int First = 10_000;
    private const int End = 32_768;

    /// <summary>One that is free at this moment.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
