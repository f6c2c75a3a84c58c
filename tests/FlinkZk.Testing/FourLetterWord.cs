using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlinkZk.Testing;

/// <summary>ZooKeeper's plain-text questions.</summary>
public static class FourLetterWord
{
    /// <summary>The answer; null if nobody listens.</summary>
    public static async Task<string?> AskAsync(int port, string word, CancellationToken cancellationToken = default)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(word), cancellationToken);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null;
        }
    }
}
