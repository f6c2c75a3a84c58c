using System.Text.RegularExpressions;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Java's command line client, fed with a script through its standard input.</summary>
internal static partial class ZkCli
{
    /// <summary>Where the scripts lie.</summary>
    public static string Scripts => Path.Combine(AppContext.BaseDirectory, "ZkCli", "Scripts");

    public static async Task<Transcript> RunAsync(ZooKeeperHome home, int port, string script, params string[] flags)
    {
        string[] arguments =
        [
            .. Java.QuickStart, .. flags, "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", home.ClassPath,
            "org.apache.zookeeper.ZooKeeperMain", "-server", $"127.0.0.1:{port}", "-waitforconnection", "-timeout", "20000",
        ];
        // sync is answered on the thread that prints events, after all of them.
        var (exitCode, text) = await ForeignProcess.RunAsync(Java.Command, arguments, script.TrimEnd() + "\nsync /\nquit\n");
        return Read(text, exitCode);
    }

    // Events are written by a thread of their own, between any two other writes. Taken out, what is left is as if there had been none;
    // among themselves they have an order, and are compared at the end. Whether the last one, of the session's end, is still written before the process ends is luck. So is
    // whether one of a lost connection stands before it: the server closes behind its answer to quit, and the client's Netty thread may see that before the session is over
    // for it, on Java's server as on ours (ClientCnxn.SendThread.cleanAndNotifyState).
    private static Transcript Read(string text, int exitCode)
    {
        var events = Events().Matches(text).Select(match => match.Groups["event"].Value).Where(text => !text.Contains("state:Closed", StringComparison.Ordinal)).ToList();
        if (events is [.., var last] && last.Contains("state:Disconnected", StringComparison.Ordinal))
            events.RemoveAt(events.Count - 1);
        var rest = EventHeads().Replace(Events().Replace(text, ""), "");
        var lines = Identities().Replace(rest, InOrder).Split('\n').Select(line => InOrder(line.TrimEnd())).Where(line => line.Length > 0);
        var normaliser = new Normaliser();
        return new([.. lines.Concat(events).Append($"exit code {exitCode}").Select(normaliser.Line)]);
    }

    // getEphemerals prints what the server has as a set.
    private static string InOrder(string line) => line.StartsWith("[/", StringComparison.Ordinal) && line.EndsWith(']')
        ? $"[{string.Join(", ", line[1..^1].Split(", ").Order(StringComparer.Ordinal))}]"
        : line;

    // So are the identities that whoami prints, a line each.
    private static string InOrder(Match identities) =>
        identities.Groups["title"].Value + string.Concat(identities.Groups["line"].Captures.Select(line => line.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"(?<title>Auth scheme: User\n)(?<line>\w+: [^\n]*\n)+")]
    private static partial Regex Identities();

    [GeneratedRegex(@"\nWATCHER::\n")]
    private static partial Regex EventHeads();

    [GeneratedRegex(@"\n(?<event>WatchedEvent [^\n]*)\n")]
    private static partial Regex Events();
}
