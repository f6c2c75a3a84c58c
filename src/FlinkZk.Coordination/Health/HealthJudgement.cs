using System.Globalization;

namespace FlinkZk.Coordination;

/// <summary>What is wrong with servers by what they say, each alone and all together. Every limit stands here, with its reason.</summary>
internal static class HealthJudgement
{
    // globalOutstandingLimit is 1 000: there a server stops reading from its clients. A tenth of it is no moment's peak.
    private const long ManyOutstanding = 100;

    // Sessions of the shortest timeout (two ticks of 2 s) still live with it; a healthy server needs some milliseconds.
    private static readonly TimeSpan SlowAverage = TimeSpan.FromMilliseconds(100);

    // Figures count from a server's start, and its first requests pay for that start: an average of fewer says nothing of those to come.
    private const long FewRequests = 100;

    // A follower that is in touch is a few transactions behind; they are not asked at one moment.
    private const long FarBehind = 1000;

    private const double NearlyAllFiles = 0.8;

    /// <summary>The servers with what is wrong with each.</summary>
    public static IReadOnlyList<ServerHealth> Judge(IReadOnlyList<ServerHealth> servers)
    {
        var leader = servers.FirstOrDefault(server => server.Mode == "leader");
        var measured = servers.Select(server => server with { Lag = Lag(server, leader) }).ToList();
        return measured.ConvertAll(server => server with { Problems = [.. server.Problems, .. Alone(server), .. Together(server, measured)] });
    }

    // A zxid is an epoch and a count (ZxidUtils): only within one epoch is the difference a number of transactions.
    private static long? Lag(ServerHealth server, ServerHealth? leader) =>
        server.Zxid is { } own && leader?.Zxid is { } first && own >> 32 == first >> 32 && server.Mode is "follower" or "observer" ? Math.Max(0, first - own) : null;

    private static IEnumerable<string> Alone(ServerHealth server)
    {
        if (server.Mode == "read-only")
            yield return "It has lost its quorum and answers reads only. Start the other members, or mend the network between them.";
        if (ServerAnswers.Number(server.Monitor, "zk_writes_refused") is 1)
            yield return "It refuses writes, and takes no new sessions: its disk is full, or its log has failed. Its log says which; make room for it, or start it anew.";
        if (server.Outstanding >= ManyOutstanding)
            yield return Text($"{server.Outstanding:N0} requests wait: it is overloaded, or its disk is slow. Look at its disk, and at what clients send.");
        if (server.AverageLatency >= SlowAverage && server.Received is null or >= FewRequests)
            yield return Text($"A request takes {server.AverageLatency.Value.TotalMilliseconds:0} ms on average. Give the transaction log a disk of its own (dataLogDir), and look for pauses of the Java machine.");
        if (server.Lag >= FarBehind)
            yield return Text($"It is {server.Lag:N0} transactions behind the leader: it reads old data to its clients. Look at its network, disk and load.");
        if (server is { Learners: { } learners, SyncedLearners: { } synced } && synced < learners)
            yield return Text($"{learners - synced:N0} of {learners:N0} learners are not in sync. Look at their logs: they are catching up, or cannot.");
        // quorum_size is the number of voters; the leader is one of them.
        if (ServerAnswers.Number(server.Monitor, "zk_quorum_size") is { } voters and > 1 && ServerAnswers.Number(server.Monitor, "zk_synced_followers") is { } following && following + 1 <= voters / 2 + 1 && following + 1 < voters)
            yield return Text($"Only {following + 1:N0} of {voters:N0} voters are in touch: one more failure ends the service. Start those that are missing.");
        if (ServerAnswers.Number(server.Monitor, "zk_open_file_descriptor_count") is { } open && ServerAnswers.Number(server.Monitor, "zk_max_file_descriptor_count") is { } max and > 0 && open >= max * NearlyAllFiles)
            yield return Text($"{open:N0} of {max:N0} file descriptors are open: soon it takes no more connections. Raise the limit (ulimit -n), or find who does not close.");
    }

    private static IEnumerable<string> Together(ServerHealth server, IReadOnlyList<ServerHealth> all)
    {
        if (server.Mode == "standalone" && all.Count(other => other.Mode is not null) > 1)
            yield return "It stands alone and shares no data with the others that were asked. Take it out of the connection string, or make it a member.";
        if (server.Mode == "leader" && all.FirstOrDefault(other => other.Mode == "leader" && other != server) is { } second)
            yield return $"{second.Server} leads as well: they are of two ensembles. Give the servers of one.";
        if (server.Version is { } own && all.Where(other => other.Version is not null).MaxBy(other => Parse(other.Version!)) is { } newest && Parse(own) < Parse(newest.Version!))
            yield return $"It runs {own}, and {newest.Server} runs {newest.Version}. Finish the upgrade.";
    }

    private static Version Parse(string version) => System.Version.TryParse(version, out var parsed) ? parsed : new Version(0, 0);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
