using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlinkZk.Testing;

/// <summary>ZooKeeper's plain-text questions.</summary>
public static class FourLetterWord
{
    // A server that is only just starting may accept and never answer.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private const string VersionLabel = "Zookeeper version: ";

    /// <summary>The server's version by <c>srvr</c>; null if it does not tell.</summary>
    public static async Task<Version?> AskVersionAsync(int port, CancellationToken cancellationToken = default)
    {
        var line = (await AskAsync(port, "srvr", cancellationToken))?.Split('\n').FirstOrDefault(line => line.StartsWith(VersionLabel, StringComparison.Ordinal));
        return line is null ? null : Version.Parse(line[VersionLabel.Length..].Split('-', ',')[0]);
    }

    /// <summary>The answer; null if nobody listens or answers.</summary>
    public static async Task<string?> AskAsync(int port, string word, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(word), deadline.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return null;
        }
    }
}
