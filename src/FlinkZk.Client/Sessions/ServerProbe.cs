using System.Net;
using System.Text;

namespace FlinkZk.Client;

/// <summary>
/// Asks a server on a connection of its own, in plain text: never on the session, where an unknown operation would break the connection.
/// </summary>
internal static class ServerProbe
{
    // srvr answers some hundred bytes; whoever sends more is no ZooKeeper.
    private const int MaxAnswer = 4096;

    private const string VersionLabel = "Zookeeper version: ";

    /// <summary>The server's version by <c>srvr</c>; null where it does not tell (the word is not on its list, or nobody answers).</summary>
    public static async Task<Version?> AskVersionAsync(ServerAddress server, ZkClientOptions options, CancellationToken cancellation)
    {
        var answer = await TryAskAsync(server, "srvr", options, cancellation).ConfigureAwait(false);
        var at = answer?.IndexOf(VersionLabel, StringComparison.Ordinal) ?? -1;
        return at >= 0 && ServerFeatures.TryParse(answer![(at + VersionLabel.Length)..], out var version) ? version : null;
    }

    /// <summary>Whether the server reads and writes, by <c>isro</c>.</summary>
    public static async Task<bool> IsReadWriteAsync(ServerAddress server, ZkClientOptions options, CancellationToken cancellation) =>
        await TryAskAsync(server, "isro", options, cancellation).ConfigureAwait(false) == "rw";

    private static async Task<string?> TryAskAsync(ServerAddress server, string word, ZkClientOptions options, CancellationToken cancellation)
    {
        try
        {
            foreach (var endPoint in await ServerList.ResolveAsync(server, options, cancellation).ConfigureAwait(false))
            {
                if (await TryAskAsync(server, endPoint, word, options, cancellation).ConfigureAwait(false) is { } answer)
                    return answer;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The name does not resolve at this moment: it is not known.
        }
        return null;
    }

    private static async Task<string?> TryAskAsync(ServerAddress server, IPEndPoint endPoint, string word, ZkClientOptions options, CancellationToken cancellation)
    {
        Connection? connection = null;
        try
        {
            connection = await Connection.OpenAsync(server, endPoint, options, cancellation).ConfigureAwait(false);
            await connection.SendAsync(Encoding.ASCII.GetBytes(word), cancellation).ConfigureAwait(false);
            return Encoding.ASCII.GetString(await connection.ReceiveAllAsync(MaxAnswer, cancellation).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Another address of the same name may answer.
            return null;
        }
        finally
        {
            connection?.Break(new OperationCanceledException("The question is answered."));
        }
    }
}
