using System.Text;
using FlinkZk.Server.Net;
using FlinkZk.Server.Options;

namespace FlinkZk.Server.Words;

/// <summary>The words that monitoring sends instead of a frame: four ASCII letters where a length would be.</summary>
internal sealed class FourLetterWords : IWords
{
    private readonly Dictionary<string, Func<string>> _words;
    private readonly ServerReport _report;
    private readonly IReadOnlySet<string> _allowed;
    private readonly bool _readOnlyMode;

    public FourLetterWords(ServerReport report, ZkServerOptions options)
    {
        (_report, _allowed, _readOnlyMode) = (report, options.FourLetterWords, options.ReadOnlyMode);
        _words = ZkServerOptions.KnownFourLetterWords.ToDictionary(static word => word, word => Answerer(word, report), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public bool TryAnswer(ReadOnlySpan<byte> bytes, out string answer, out string? refused)
    {
        (answer, refused) = ("", null);
        var word = Encoding.ASCII.GetString(bytes);
        if (!_words.TryGetValue(word, out var answerer))
            return false;
        refused = IsAllowed(word) ? null : word;
        answer = refused is null ? Answer(word, answerer) : $"{word} is not executed because it is not in the whitelist.\n";
        return true;
    }

    // Clients of read-only servers ask isro to find one that writes.
    private bool IsAllowed(string word) => _allowed.Contains(word) || _allowed.Contains("*") || word == "isro" && _readOnlyMode;

    private string Answer(string word, Func<string> answerer) =>
        _report.IsServing || word is "ruok" or "envi" or "isro" ? answerer() : "This ZooKeeper instance is not currently serving requests\n";

    private static Func<string> Answerer(string word, ServerReport report) => word switch
    {
        "ruok" => static () => "imok",
        "isro" => report.IsReadOnly,
        "srvr" => report.Server,
        "stat" => report.ServerAndClients,
        "mntr" => report.Monitor,
        "envi" => ServerReport.Environment,
        "conf" => report.Configuration,
        "dirs" => report.Sizes,
        "cons" => report.Connections,
        "dump" => report.SessionsAndEphemerals,
        "wchs" => report.WatchSummary,
        "wchc" => report.WatchesByConnection,
        "wchp" => report.WatchesByPath,
        "crst" => report.ResetConnections,
        "srst" => report.ResetServer,
        _ => throw new InvalidOperationException($"Nothing answers {word}."),
    };
}
