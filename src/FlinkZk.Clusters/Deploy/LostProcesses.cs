using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Looks for JobManagers of this machine that belong to a cluster, where nobody is in its latch. A process takes its place there just after it has begun to listen, and
/// Curator's <c>LeaderLatch</c> does not see when the place of a leader is removed.
/// </summary>
public static class LostProcesses
{
    private const string DefaultPort = "8081";

    /// <summary>Those of one cluster.</summary>
    /// <param name="paths">The cluster.</param>
    /// <param name="server">How its ZooKeeper is reached from here.</param>
    /// <param name="yaml">Reads configurations.</param>
    /// <returns>None where processes cannot be listed.</returns>
    public static IReadOnlyList<LostProcess> Find(HaPaths paths, ConnectionString server, IYamlReader yaml)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(yaml);
        return [.. (MachineReader.JobManagers() ?? []).Select(process => Of(process, paths, server, yaml)).OfType<LostProcess>()];
    }

    private static LostProcess? Of(JobManagerProcess process, HaPaths paths, ConnectionString server, IYamlReader yaml)
    {
        try
        {
            return process is { ConfigurationFolder: { } folder, Ports: { } ports } && ConfigurationFile.Read(folder, yaml) is var file ? Of(process.Id, ports, file.Path, file.Entries, paths, server) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // It may belong to anybody: nothing is said of it.
            return null;
        }
    }

    /// <summary>Judges one process by its configuration.</summary>
    internal static LostProcess? Of(int id, IReadOnlySet<int> ports, string path, IReadOnlyList<ConfigurationEntry> entries, HaPaths paths, ConnectionString server)
    {
        var set = new EffectiveConfiguration(entries);
        if (!ConnectionString.TryParse(Value("high-availability.zookeeper.quorum"), out var quorum) || !quorum.Servers.Intersect(server.Servers).Any())
            return null;
        var own = new HaPaths(Value("high-availability.cluster-id") ?? HaPaths.DefaultClusterId, Value("high-availability.zookeeper.path.root") ?? HaPaths.DefaultRoot);
        if (HaPaths.Join(quorum.Chroot, own.Cluster) != HaPaths.Join(server.Chroot, paths.Cluster))
            return null;
        var asked = Ports(Value("rest.bind-port") ?? Value("rest.port") ?? DefaultPort);
        return ports.Where(asked).Order().Cast<int?>().FirstOrDefault() is { } port ? new(id, port, path) : null;

        string? Value(string key) => set.Find(key)?.Value is { Length: > 0 } value ? value : null;
    }

    // Flink takes several, and ranges: 8081,8090-8099.
    private static Func<int, bool> Ports(string text)
    {
        var ranges = text.Split(',').Select(part => part.Split('-')).Select(ends => (First: Number(ends[0]), Last: Number(ends[^1]))).ToArray();
        return port => ranges.Any(range => port >= range.First && port <= range.Last);

        static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
