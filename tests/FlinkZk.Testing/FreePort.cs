using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlinkZk.Testing;

/// <summary>
/// Ports for servers that must be told theirs. They lie below those that the system gives to outgoing connections: one of these, of a test that runs beside,
/// would take the port before the server is there.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const string OutgoingRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly int End = FirstOutgoing();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free at this moment, and that nobody else in this process is given.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            lock (Given)
            {
                if (Given.Add(port) && IsFree(port))
                    return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FirstOutgoing()
    {
        if (!File.Exists(OutgoingRange))
            return 32_768;
        var first = int.Parse(File.ReadAllText(OutgoingRange).Split('\t', ' ')[0], CultureInfo.InvariantCulture);
        return first > First ? first : 65_536;
    }
}
