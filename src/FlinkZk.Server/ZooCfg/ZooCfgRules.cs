using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Server.ZooCfg;

/// <summary>Judges the zoo.cfg of a server of Apache ZooKeeper 3.5 to 3.9.</summary>
public static class ZooCfgRules
{
    private const string Server = "server.";

    // Flink's high-availability.zookeeper.client.session-timeout.
    private const int FlinkSessionTimeout = 60_000;

    private const int DefaultTick = 3000;

    private static readonly string[] Numbers = ["tickTime", "initLimit", "syncLimit", "clientPort", "secureClientPort", "maxClientCnxns", "minSessionTimeout", "maxSessionTimeout", "autopurge.snapRetainCount", "autopurge.purgeInterval", "snapCount", "admin.serverPort"];

    /// <summary>The findings, the worst first.</summary>
    /// <param name="entries">The lines.</param>
    /// <param name="members">The lines of its dynamicConfigFile; null where it names none, or it is not seen.</param>
    /// <param name="myId">What its file myid holds; null where it is not seen.</param>
    public static IReadOnlyList<ZooCfgFinding> Judge(IReadOnlyList<ZooCfgEntry> entries, IReadOnlyList<ZooCfgEntry>? members = null, string? myId = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var set = entries.GroupBy(entry => ZooCfgKeys.Bare(entry.Key), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var servers = entries.Concat(members ?? []).Where(entry => ZooCfgKeys.Bare(entry.Key).StartsWith(Server, StringComparison.Ordinal)).ToArray();
        return [.. ((IEnumerable<ZooCfgFinding>)[.. entries.SelectMany(Key), .. Twice(entries), .. Folders(set), .. Ports(set), .. Members(set, servers, myId), .. Sessions(set), .. Upkeep(set), .. Access(set)])
            .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Line)];
    }

    private static IEnumerable<ZooCfgFinding> Key(ZooCfgEntry entry)
    {
        var key = ZooCfgKeys.Bare(entry.Key);
        if (key == "jute.maxbuffer")
            yield return Of(ZooCfgSeverity.Error, entry, "The file sets it as zookeeper.jute.maxbuffer, which nobody reads.", "Start Java with -Djute.maxbuffer, for servers and clients alike.");
        else if (!ZooCfgKeys.IsKnown(key))
            yield return Of(ZooCfgSeverity.Warning, entry, "ZooKeeper 3.9 asks for no such key, and says nothing.", EditDistance.Nearest(key, ZooCfgKeys.All) is { } meant ? $"Perhaps {meant} is meant." : "Remove it.");
        else if (Numbers.Contains(key) && !int.TryParse(entry.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            yield return Of(ZooCfgSeverity.Error, entry, $"'{entry.Value}' is no whole number: the server does not start.", "Times are milliseconds or ticks, without a unit.");
    }

    private static IEnumerable<ZooCfgFinding> Twice(IReadOnlyList<ZooCfgEntry> entries) => entries.GroupBy(entry => ZooCfgKeys.Bare(entry.Key), StringComparer.Ordinal).Where(group => group.Count() > 1)
        .Select(group => Of(ZooCfgSeverity.Warning, group.Last(), FormattableString.Invariant($"It stands there {group.Count()} times, in the lines {string.Join(", ", group.Select(entry => entry.Line))}; the last one counts."), "Leave one."));

    private static IEnumerable<ZooCfgFinding> Folders(Dictionary<string, ZooCfgEntry> set)
    {
        if (!set.TryGetValue("dataDir", out var data))
        {
            yield return Missing(ZooCfgSeverity.Error, "dataDir", "The server does not start without it.", "Set it to a folder of a disk that stays.");
            yield break;
        }
        if (data.Value.StartsWith("/tmp", StringComparison.Ordinal))
            yield return Of(ZooCfgSeverity.Error, data, $"'{data.Value}' is emptied at a restart of the machine: all nodes are lost, on a majority of such servers for good.", "Set it to /var/lib/zookeeper, for example.");
        if (!set.ContainsKey("dataLogDir"))
            yield return Missing(ZooCfgSeverity.Information, "dataLogDir", "It is not set: the log, which every write waits for, shares its disk with snapshots.", "Set it to a disk of its own where writes are many.");
    }

    private static IEnumerable<ZooCfgFinding> Ports(Dictionary<string, ZooCfgEntry> set)
    {
        if (!set.ContainsKey("clientPort") && !set.ContainsKey("secureClientPort") && !set.ContainsKey("dynamicConfigFile"))
            yield return Missing(ZooCfgSeverity.Warning, "clientPort", "No port for clients is set here: it has to stand in the server's own line.", "Set clientPort=2181, or write ;2181 behind each server.");
        if (set.TryGetValue("admin.serverPort", out var admin) && set.TryGetValue("clientPort", out var client) && admin.Value == client.Value)
            yield return Of(ZooCfgSeverity.Error, admin, "It is the clients' port, too.", "Choose another, or admin.enableServer=false.");
    }

    private static IEnumerable<ZooCfgFinding> Members(Dictionary<string, ZooCfgEntry> set, ZooCfgEntry[] servers, string? myId)
    {
        if (servers.Length == 0)
            yield break;
        foreach (var limit in (string[])["initLimit", "syncLimit"])
        {
            if (!set.ContainsKey(limit))
                yield return Missing(ZooCfgSeverity.Error, limit, "An ensemble does not start without it.", $"Set {limit}={(limit == "initLimit" ? 10 : 5)}, in ticks.");
        }
        foreach (var server in servers)
        {
            var id = ZooCfgKeys.Bare(server.Key)[Server.Length..];
            if (!byte.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                yield return Of(ZooCfgSeverity.Warning, server, $"'{id}' is no number from 1 to 255.", "Number the servers so: nodes with a time to live need it.");
            if (server.Value.Split(';')[0].Split('|')[0].Split(':').Length < 3)
                yield return Of(ZooCfgSeverity.Error, server, $"'{server.Value}' does not name host, port and port of election.", "It reads zk1:2888:3888, or zk1:2888:3888;2181.");
        }
        var voters = servers.Count(server => !server.Value.Contains("observer", StringComparison.OrdinalIgnoreCase));
        if (voters == 2)
            yield return Of(ZooCfgSeverity.Warning, servers[^1], "Two servers vote: when either is down, nobody serves.", "Have 3.");
        else if (voters % 2 == 0)
            yield return Of(ZooCfgSeverity.Information, servers[^1], FormattableString.Invariant($"{voters} servers vote: that survives no more failures than {voters - 1}."), "Have 3 or 5.");
        if (servers.GroupBy(server => server.Value.Split(':')[0], StringComparer.OrdinalIgnoreCase).FirstOrDefault(host => host.Count() > 1) is { } shared)
            yield return Of(ZooCfgSeverity.Warning, shared.Last(), $"{shared.Count()} servers run on {shared.Key}: they fail together.", "Spread them over machines.");
        if (myId is not null && servers.All(server => ZooCfgKeys.Bare(server.Key) != Server + myId.Trim()))
            yield return Missing(ZooCfgSeverity.Error, "myid", $"The file myid in dataDir says '{myId.Trim()}', and there is no such server: it does not start.", "Write the number of this server's line into it.");
    }

    private static IEnumerable<ZooCfgFinding> Sessions(Dictionary<string, ZooCfgEntry> set)
    {
        var tick = Number(set, "tickTime") ?? DefaultTick;
        var longest = Number(set, "maxSessionTimeout") is > 0 and { } most ? most : 20 * tick;
        if (Number(set, "minSessionTimeout") is { } least && least > longest)
            yield return Of(ZooCfgSeverity.Error, set["minSessionTimeout"], FormattableString.Invariant($"It is longer than the longest, {longest} ms: the server does not start."), "Raise maxSessionTimeout.");
        if (longest < FlinkSessionTimeout)
            yield return set.TryGetValue("maxSessionTimeout", out var entry)
                ? Of(ZooCfgSeverity.Information, entry, FormattableString.Invariant($"Who asks for more than {longest} ms gets that; Flink asks for 60 s unless it is told."), "Set maxSessionTimeout=60000, or Flink's session-timeout lower.")
                : Missing(ZooCfgSeverity.Information, "maxSessionTimeout", FormattableString.Invariant($"It is 20 ticks, {longest} ms: Flink asks for 60 s unless it is told, and gets that."), "Set maxSessionTimeout=60000, or Flink's session-timeout lower.");
    }

    private static IEnumerable<ZooCfgFinding> Upkeep(Dictionary<string, ZooCfgEntry> set)
    {
        if (Number(set, "autopurge.purgeInterval") is null or 0)
            yield return Missing(ZooCfgSeverity.Warning, "autopurge.purgeInterval", "Old snapshots and logs are never deleted: they fill the disk, and a server on a full disk ends.", "Set autopurge.purgeInterval=24, in hours, and autopurge.snapRetainCount=3.");
        if (set.TryGetValue("forceSync", out var sync) && sync.Value.Equals("no", StringComparison.OrdinalIgnoreCase))
            yield return Of(ZooCfgSeverity.Error, sync, "Writes are confirmed before they are on the disk: a power failure loses them, and servers may disagree.", "Remove it.");
        if (set.TryGetValue("leaderServes", out var serves) && serves.Value.Equals("no", StringComparison.OrdinalIgnoreCase))
            yield return Of(ZooCfgSeverity.Information, serves, "The leader takes no clients: of three servers two serve.", "Leave it out below five servers.");
    }

    private static IEnumerable<ZooCfgFinding> Access(Dictionary<string, ZooCfgEntry> set)
    {
        if (set.TryGetValue("skipACL", out var skip) && skip.Value.Equals("yes", StringComparison.OrdinalIgnoreCase))
            yield return Of(ZooCfgSeverity.Error, skip, "No access control list is looked at: everybody may do everything.", "Remove it.");
        if (set.TryGetValue("4lw.commands.whitelist", out var words) && words.Value.Contains('*', StringComparison.Ordinal))
            yield return Of(ZooCfgSeverity.Warning, words, "All four-letter words are answered to whoever reaches the port: paths, sessions, addresses of clients.", "Name those that are needed: srvr, mntr, ruok.");
        if (!set.TryGetValue("admin.enableServer", out var enabled) || enabled.Value.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            if (!set.ContainsKey("admin.serverAddress"))
                yield return Missing(ZooCfgSeverity.Information, "admin.serverAddress", "AdminServer listens on all addresses, at port 8080 unless it is told.", "Set admin.serverAddress=127.0.0.1, or admin.enableServer=false.");
        }
    }

    private static int? Number(Dictionary<string, ZooCfgEntry> set, string key) => set.TryGetValue(key, out var entry) && int.TryParse(entry.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ZooCfgFinding Missing(ZooCfgSeverity severity, string key, string evidence, string repair) => new(severity, key, 0, evidence, repair);

    private static ZooCfgFinding Of(ZooCfgSeverity severity, ZooCfgEntry entry, string evidence, string repair) => new(severity, entry.Key, entry.Line, evidence, repair);
}
