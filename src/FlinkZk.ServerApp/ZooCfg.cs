using System.Globalization;
using FlinkZk.Server.Options;
using FlinkZk.Server.ZooCfg;
using FlinkZk.Wire;

namespace FlinkZk.ServerApp;

/// <summary>
/// A <c>zoo.cfg</c> as Java's server reads it (a file of properties): its keys that mean something here as options, and the names of the others. The table stands in docs/zoocfg.md,
/// and a test holds the two together.
/// </summary>
internal sealed class ZooCfg
{
    private static readonly Dictionary<string, Func<string, IEnumerable<string>>> Known = new(StringComparer.Ordinal)
    {
        ["clientPort"] = Value("--port"),
        ["clientPortAddress"] = Value("--address"),
        ["secureClientPort"] = Value("--secure-port"),
        ["dataDir"] = Value("--data"),
        ["tickTime"] = Value("--tick-time", "ms"),
        ["minSessionTimeout"] = Unless("-1", Value("--min-session-timeout", "ms")),
        ["maxSessionTimeout"] = Unless("-1", Value("--max-session-timeout", "ms")),
        ["maxClientCnxns"] = Value("--max-connections-per-address"),
        ["maxCnxns"] = Value("--max-connections"),
        ["jute.maxbuffer"] = value => ["--max-frame", Decimal(value)],
        ["snapCount"] = Value("--snapshot-every"),
        ["preAllocSize"] = Value("--segment-size", "KB"),
        ["autopurge.snapRetainCount"] = Value("--snapshots-kept"),
        ["autopurge.purgeInterval"] = Unless("0", Value("--purge-interval", "h")),
        [Words] = Value("--four-letter-words"),
        ["extendedTypesEnabled"] = value => ["--extended-types", IsTrue(value) ? "On" : "Off"],
        ["znode.container.checkIntervalMs"] = Value("--sweep-interval", "ms"),
        ["enforceQuota"] = Switch("--enforce-quota"),
        ["sessionRequireClientSASLAuth"] = Switch("--require-sasl"),
        ["ssl.keyStore.location"] = Value("--certificate"),
        ["ssl.keyStore.passwordPath"] = Value("--certificate-password-file"),
        ["ssl.trustStore.location"] = Value("--ca"),
        ["ssl.clientAuth"] = Value("--client-certificates"),
    };

    // Keys of Java's that are not read, by their beginnings, with what takes their place.
    private static readonly (string Begin, string Instead)[] Elsewhere =
    [
        ("dataLogDir", "log and snapshots lie in one folder, that of --data"),
        ("authProvider", "who gets in is said by --sasl-users, --super-digest and --require-sasl"),
        ("DigestAuthenticationProvider", "--super-digest"),
        ("ssl.keyStore.password", "--certificate-password-file"),
        ("ssl.", "TLS is set by --certificate, --ca and --client-certificates"),
        ("metricsProvider", "--metrics"),
        ("admin.", "--metrics serves /commands too"),
        ("globalOutstandingLimit", "bytes are bounded instead, by --max-memory"),
        ("requestThrottleLimit", "bytes are bounded instead, by --max-memory"),
        ("forceSync", "a write is on the disk before it is acknowledged, always"),
        ("fsync.warningthresholdms", "a slow disk is told by itself"),
        ("snapshot.compression", "snapshots are not compressed"),
    ];

    // Of an ensemble: one server alone has no use for them.
    private static readonly string[] OfEnsembles =
        ["initLimit", "syncLimit", "electionAlg", "electionPortBindRetry", "cnxTimeout", "connectToLearnerMasterLimit", "group.", "weight.", "peerType", "leaderServes", "quorum", "observerMasterPort", "sslQuorum",
            "reconfigEnabled", "skipACL", "standaloneEnabled", "syncEnabled", "localSessions", "multiAddress", "learner.", "serverCnxnFactory", "clientPortListenBacklog", Member];

    private static readonly string[] Switches = ["extendedTypesEnabled", "enforceQuota", "sessionRequireClientSASLAuth"];

    private const string Member = "server.";
    private const string SystemProperty = "zookeeper.", Words = "4lw.commands.whitelist";

    private ZooCfg(IReadOnlyList<Setting> settings, IReadOnlyList<string> ignored, string? logPath) => (Settings, Ignored, LogPath) = (settings, ignored, logPath);

    /// <summary>The keys that are read.</summary>
    public static IEnumerable<string> Keys => Known.Keys;

    /// <summary>What it sets, in its order.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>What is told of its keys that are not read: a sentence each kind.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Its dataLogDir: where a Java server's log lies that is to be taken over.</summary>
    public string? LogPath { get; }

    /// <exception cref="UsageException">It cannot be read, or a line is none.</exception>
    public static ZooCfg Read(string path)
    {
        try
        {
            return Read(path, File.ReadAllLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--config {path} cannot be read: {e.Message}");
        }
    }

    private static ZooCfg Read(string path, string[] lines)
    {
        var (settings, ignored, words, logPath) = (new Dictionary<string, Setting>(StringComparer.Ordinal), new List<string>(), new List<string>(), (string?)null);
        foreach (var entry in Entries(path, lines))
        {
            var (key, value) = (Unprefixed(entry.Key), entry.Value);
            if (key == Words)
                value = Served(value, words);
            else if (key == "dataLogDir")
                logPath = value;
            else if (Known.ContainsKey(key) && Switches.Contains(key) && !IsTrue(value) && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--config {path}, line {entry.Line}, {key}: write true or false. (Java takes '{value}' for false.)");
            var arguments = Known.TryGetValue(key, out var read) ? read(value).ToList() : null;
            if (arguments is null)
                ignored.Add(key);
            else if (arguments.Count > 0)
                settings[arguments[0]] = new(key, entry.Line, arguments); // as in Java, the last one counts
        }
        if (ignored.Where(static key => key.StartsWith(Member, StringComparison.Ordinal)).ToList() is { Count: > 1 } members)
        {
            throw new UsageException($"--config {path} is of an ensemble ({string.Join(", ", members)}), and this server is one alone: each machine with it would have data of its own. "
                + "For a server alone take these lines out.");
        }
        return new([.. settings.Values], Tell(ignored, words), logPath);
    }

    private static IReadOnlyList<ZooCfgEntry> Entries(string path, string[] lines)
    {
        try
        {
            return ZooCfgEntry.Read(lines);
        }
        catch (FormatException e)
        {
            throw new UsageException($"--config {path}, {e.Message}");
        }
    }

    private static List<string> Tell(List<string> keys, List<string> words)
    {
        var told = new List<string>();
        foreach (var kind in keys.Select(static key => (Key: key, Elsewhere.FirstOrDefault(known => key.StartsWith(known.Begin, StringComparison.Ordinal)).Instead)).Where(static key => key.Instead is not null).GroupBy(static key => key.Instead))
            told.Add($"{string.Join(", ", kind.Select(static key => key.Key))}: not read; {kind.Key}.");
        if (keys.Where(IsOfEnsembles).ToList() is { Count: > 0 } ensemble)
            told.Add($"{string.Join(", ", ensemble)}: not read; of ensembles, and this server is one alone.");
        var others = keys.Where(static key => !IsOfEnsembles(key) && !Elsewhere.Any(known => key.StartsWith(known.Begin, StringComparison.Ordinal))).ToLookup(ZooCfgKeys.IsKnown);
        if (others[true].Any())
            told.Add($"{string.Join(", ", others[true])}: not read; of how Java's server works inside.");
        foreach (var unknown in others[false])
            told.Add($"{unknown}: not read; no key of ZooKeeper's.{(EditDistance.Nearest(unknown, Known.Keys.Concat(ZooCfgKeys.All)) is { } near ? $" Is {near} meant?" : "")}");
        if (words.Count > 0)
            told.Add($"{Words} {string.Join(", ", words)}: not read; this server has no such words.");
        return told;
    }

    private static bool IsOfEnsembles(string key) => OfEnsembles.Any(begin => key.StartsWith(begin, StringComparison.Ordinal));

    // Java reads it as a system property, which may be hexadecimal or octal (Integer.decode).
    private static string Decimal(string value) => value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture) : value;

    // Java sets what it does not know as a system property of that prefix, so both ways are in use.
    private static string Unprefixed(string key) =>
        key.StartsWith(SystemProperty, StringComparison.Ordinal) && Known.ContainsKey(key[SystemProperty.Length..]) ? key[SystemProperty.Length..] : key;

    private static Func<string, IEnumerable<string>> Value(string option, string unit = "") => value => [option, value + unit];

    private static Func<string, IEnumerable<string>> Switch(string option) => value => IsTrue(value) ? [option] : [];

    private static Func<string, IEnumerable<string>> Unless(string standard, Func<string, IEnumerable<string>> read) => value => value == standard ? [] : read(value);

    // Java's list may name words that it has and this server has not: that is no mistake of the file's.
    private static string Served(string words, List<string> ignored)
    {
        var all = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ignored.AddRange(all.Where(static word => !IsServed(word)));
        return string.Join(',', all.Where(IsServed));
    }

    private static bool IsServed(string word) => word == "*" || ZkServerOptions.KnownFourLetterWords.Contains(word);

    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>One key that was read.</summary>
    /// <param name="Key">Its name in the file.</param>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Arguments">What a command line would say: the option, and its value if it has one.</param>
    public sealed record Setting(string Key, int Line, IReadOnlyList<string> Arguments);
}
