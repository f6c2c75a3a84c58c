using System.Net;
using System.Text;

namespace FlinkZk.Client;

/// <summary>
/// Questions that a server answers in plain text on a connection of its own (<c>srvr</c>, <c>mntr</c>, <c>ruok</c> ...), each if its list
/// <c>4lw.commands.whitelist</c> has it: never on a session, where an unknown operation would break the connection.
/// </summary>
public static class ServerQuestion
{
    // wchp of a busy server is long; whoever sends more is no ZooKeeper.
    private const int MaxAnswer = 1024 * 1024;

    /// <summary>Asks a server.</summary>
    /// <param name="server">The server; with TLS the secure port.</param>
    /// <param name="word">The word.</param>
    /// <param name="tls">TLS; null: plain TCP.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer as it came; empty where the server closed without one.</returns>
    /// <exception cref="IOException">Nobody listens there, or the connection broke; also <see cref="System.Net.Sockets.SocketException"/> and <see cref="System.Security.Authentication.AuthenticationException"/>.</exception>
    public static Task<string> AskAsync(ServerAddress server, string word, TlsOptions? tls = null, CancellationToken cancellationToken = default) =>
        AskAsync(server, word, new ZkClientOptions { ConnectionString = new([server], "/"), Tls = tls }, MaxAnswer, cancellationToken);

    internal static Task<string> AskAsync(ServerAddress server, string word, ZkClientOptions options, CancellationToken cancellation) =>
        AskAsync(server, word, options, MaxAnswer, cancellation);

    /// <summary>Asks the addresses of a server until one answers; if none does, the last failure is the answer.</summary>
    internal static async Task<string> AskAsync(ServerAddress server, string word, ZkClientOptions options, int maxAnswer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(word);
        var endPoints = await ServerList.ResolveAsync(server, options, cancellation).ConfigureAwait(false);
        for (var i = 0; ; i++)
        {
            try
            {
                return await AskAsync(server, endPoints[i], word, options, maxAnswer, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && i < endPoints.Length - 1)
            {
                // Another address of the same name may answer.
            }
        }
    }

    private static async Task<string> AskAsync(ServerAddress server, IPEndPoint endPoint, string word, ZkClientOptions options, int maxAnswer, CancellationToken cancellation)
    {
        Connection? connection = null;
        try
        {
            connection = await Connection.OpenAsync(server, endPoint, options, cancellation).ConfigureAwait(false);
            await connection.SendAsync(Encoding.ASCII.GetBytes(word), cancellation).ConfigureAwait(false);
            return Encoding.ASCII.GetString(await connection.ReceiveAllAsync(maxAnswer, cancellation).ConfigureAwait(false));
        }
        finally
        {
            connection?.Break(new OperationCanceledException("The question is answered."));
        }
    }
}
