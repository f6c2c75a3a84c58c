using System.Text.RegularExpressions;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Java's command line client, fed with a script through its standard input.</summary>
internal static partial class ZkCli
{
    public static async Task<Transcript> RunAsync(ZooKeeperHome home, int port, string script, params string[] flags)
    {
        string[] arguments =
        [
            .. Java.QuickStart, "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", home.ClassPath,
            "org.apache.zookeeper.ZooKeeperMain", "-server", $"127.0.0.1:{port}", "-waitforconnection", "-timeout", "20000", .. flags,
        ];
        var (exitCode, text) = await ForeignProcess.RunAsync(Java.Command, arguments, script.TrimEnd() + "\nquit\n");
        return Read(text, exitCode);
    }

    // Events are written by a thread of their own, between any two other writes. Taken out, what is left is as if there had been none;
    // among themselves they have an order, and are compared at the end.
    private static Transcript Read(string text, int exitCode)
    {
        var events = Events().Matches(text).Select(match => match.Groups["event"].Value);
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
