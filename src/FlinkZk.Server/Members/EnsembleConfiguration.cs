using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Server.Members;

/// <summary>
/// The members of an ensemble, as <c>/zookeeper/config</c> holds them: <c>server.N=</c> lines and <c>version=</c>, the transaction that
/// made it, in hexadecimal (<c>QuorumMaj</c>).
/// </summary>
internal sealed class EnsembleConfiguration(IEnumerable<EnsembleServer> servers, long version)
{
    /// <summary>The node that holds it.</summary>
    public const string Path = "/zookeeper/config";

    private const string Prefix = "server.";

    public static readonly EnsembleConfiguration None = new([], 0);

    /// <summary>The members by number.</summary>
    public IReadOnlyList<EnsembleServer> Servers { get; } = [.. servers.OrderBy(server => server.Id)];

    public long Version { get; } = version;

    /// <summary>Those that have a vote.</summary>
    public IEnumerable<EnsembleServer> Voters => Servers.Where(server => !server.IsObserver);

    /// <summary>Reads all members anew: lines or a comma-separated list.</summary>
    /// <exception cref="FormatException">It is no configuration.</exception>
    public static EnsembleConfiguration Parse(string text)
    {
        var (servers, version) = (new List<EnsembleServer>(), 0L);
        foreach (var line in text.Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (line.StartsWith("version=", StringComparison.Ordinal))
                version = long.TryParse(line.AsSpan(8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var read) ? read : throw new FormatException($"'{line}' is no version.");
            else
                servers.Add(ParseServer(line));
        var next = new EnsembleConfiguration([], version);
        foreach (var server in servers)
            next = next.With(server);
        return next.Servers.Count > 0 ? next : throw new FormatException("There is no server in it.");
    }

    /// <summary>What it becomes when some leave and some join.</summary>
    /// <exception cref="FormatException">A line is not of the form.</exception>
    /// <exception cref="WireFormatException">A number is none, which Java answers so.</exception>
    public EnsembleConfiguration Change(string? joining, string? leaving)
    {
        var gone = Split(leaving).Select(ParseId).ToHashSet();
        var next = new EnsembleConfiguration(Servers.Where(server => !gone.Contains(server.Id)), Version);
        return Split(joining).Aggregate(next, (current, line) => current.With(ParseServer(line)));
    }

    /// <summary>The same members under another version.</summary>
    public EnsembleConfiguration At(long version) => new(Servers, version);

    /// <summary>Whether the members are the same.</summary>
    public bool HasSameServers(EnsembleConfiguration other) => Servers.SequenceEqual(other.Servers);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Concat(Servers.Select(server => $"{server}\n"))}version={Version:x}");

    private EnsembleConfiguration With(EnsembleServer server)
    {
        var others = Servers.Where(other => other.Id != server.Id).ToList();
        return others.Find(server.Collides) is { } other
            ? throw new FormatException($"server.{server.Id} and server.{other.Id} have the same address.")
            : new([.. others, server], Version);
    }

    private static EnsembleServer ParseServer(string line)
    {
        var equals = line.IndexOf('=');
        return equals > 0 && line.StartsWith(Prefix, StringComparison.Ordinal)
            ? EnsembleServer.Parse(ParseId(line[Prefix.Length..equals].Trim()), line[(equals + 1)..])
            : throw new FormatException($"'{line}' is not server.N=...");
    }

    private static int ParseId(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new WireFormatException($"'{text}' is not the number of a server.");

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
