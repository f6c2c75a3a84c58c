using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Reads what servers answer to <c>srvr</c> and <c>mntr</c>; a line that is not known is passed over.</summary>
internal static class ServerAnswers
{
    private const string NotServing = "not currently serving requests";

    /// <summary>Whether the server does not know the word, or does not allow it; before 3.4.10 it closes without a word.</summary>
    public static bool IsRefusal(string answer) => answer.Length == 0 || answer.Contains("not in the whitelist", StringComparison.Ordinal);

    /// <summary>Whether the server runs, and is in touch with no quorum.</summary>
    public static bool IsNotServing(string answer) => answer.Contains(NotServing, StringComparison.Ordinal);

    /// <summary>Takes what srvr says.</summary>
    public static ServerHealth WithServer(ServerHealth health, string answer)
    {
        var lines = Pairs(answer, ": ");
        var latency = lines.GetValueOrDefault("Latency min/avg/max", "").Split('/');
        return health with
        {
            Version = lines.TryGetValue("Zookeeper version", out var version) ? version.Split('-', ',')[0] : null,
            Mode = lines.GetValueOrDefault("Mode"),
            AverageLatency = latency.Length == 3 ? Milliseconds(latency[1]) : null,
            MaxLatency = latency.Length == 3 ? Milliseconds(latency[2]) : null,
            Received = Number(lines, "Received"),
            Outstanding = Number(lines, "Outstanding"),
            Connections = Number(lines, "Connections"),
            Nodes = Number(lines, "Node count"),
            Zxid = lines.TryGetValue("Zxid", out var zxid) && zxid.StartsWith("0x", StringComparison.Ordinal)
                && long.TryParse(zxid.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
    }

    /// <summary>Takes what mntr says beside it.</summary>
    public static ServerHealth WithMonitor(ServerHealth health, string answer)
    {
        var monitor = Pairs(answer, "\t");
        // Before 3.6 a leader knows zk_followers, and counts observers apart.
        return health with
        {
            Monitor = monitor,
            Learners = Number(monitor, "zk_learners") ?? Number(monitor, "zk_followers"),
            SyncedLearners = Number(monitor, "zk_synced_followers") is { } synced ? synced + (monitor.ContainsKey("zk_learners") ? Number(monitor, "zk_synced_observers") ?? 0 : 0) : null,
        };
    }

    /// <summary>A figure of mntr.</summary>
    public static long? Number(IReadOnlyDictionary<string, string> lines, string name) =>
        lines.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? (long)number : null;

    private static TimeSpan? Milliseconds(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e12 ? TimeSpan.FromMilliseconds(number) : null;

    // It is a text for people's eyes. A tab stays: mntr parts names and values by it.
    private static string Plain(string line) => PlainText.Lines(line.TrimEnd('\r'));

    private static Dictionary<string, string> Pairs(string answer, string separator)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in answer.Split('\n').Select(Plain))
        {
            if (line.IndexOf(separator, StringComparison.Ordinal) is > 0 and var at)
                pairs.TryAdd(line[..at], line[(at + separator.Length)..].Trim());
        }
        return pairs;
    }
}
