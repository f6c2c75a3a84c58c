using FlinkZk.Server.Options;
using FlinkZk.Server.ZooCfg;

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
        ["jute.maxbuffer"] = Value("--max-frame"),
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

    private const string SystemProperty = "zookeeper.", Words = "4lw.commands.whitelist";

    private ZooCfg(IReadOnlyList<Setting> settings, IReadOnlyList<string> ignored) => (Settings, Ignored) = (settings, ignored);

    /// <summary>The keys that are read.</summary>
    public static IEnumerable<string> Keys => Known.Keys;

    /// <summary>What it sets, in its order.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>Its keys that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; }

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
        var (settings, ignored) = (new Dictionary<string, Setting>(StringComparer.Ordinal), new List<string>());
        foreach (var entry in Entries(path, lines))
        {
            var (key, value) = (Unprefixed(entry.Key), entry.Value);
            if (key == Words)
                value = Served(value, ignored);
            var arguments = Known.TryGetValue(key, out var read) ? read(value).ToList() : null;
            if (arguments is null)
                ignored.Add(key);
            else if (arguments.Count > 0)
                settings[arguments[0]] = new(key, entry.Line, arguments); // as in Java, the last one counts
        }
        return new([.. settings.Values], ignored);
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
        ignored.AddRange(all.Where(static word => !IsServed(word)).Select(static word => $"{Words} {word}"));
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
