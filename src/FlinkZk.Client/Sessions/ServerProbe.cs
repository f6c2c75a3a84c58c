namespace FlinkZk.Client;

/// <summary>What a session asks servers beside itself, by four-letter words; no answer is an answer, too.</summary>
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
            return await ServerQuestion.AskAsync(server, word, options, MaxAnswer, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nobody answers, or the name does not resolve at this moment: it is not known.
            return null;
        }
    }
}
