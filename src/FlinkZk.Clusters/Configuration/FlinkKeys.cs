using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// The keys of Flink 2.3 with the names that they had before, out of its own option classes (<c>ConfigOption</c> in flink-dist, the table API and the SQL gateway 2.3.0):
/// name, type, default, former names, values, a line each in FlinkKeys.tsv.
/// </summary>
public static class FlinkKeys
{
    // Keys of components, plugins and user code are theirs, and whatever stands behind these is taken.
    private static readonly string[] Open =
    [
        "metrics.reporter.", "metrics.scope.", "events.reporter.", "traces.reporter.", "env.", "containerized.", "s3.", "s3a.", "fs.", "presto.", "flink.hadoop.", "hive.", "hadoop.", "java.", "$internal.", "security.delegation.token.provider.",
        "external-resource.", "kubernetes.", "yarn.", "python.", "sql-gateway.endpoint.", "sql-client.", "catalog.store.", "openlineage.", "gs.", "azure.", "oss.", "workflow-scheduler.",
    ];

    // Keys of old articles that Flink has never read, or no more, with what is meant.
    private static readonly FrozenDictionary<string, string> Ineffective = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["jobmanager.rpc.zookeeper.quorum"] = "high-availability.zookeeper.quorum",
        ["taskmanager.rpc.zookeeper.quorum"] = "high-availability.zookeeper.quorum",
        ["ha.zookeeper.quorum"] = "high-availability.zookeeper.quorum",
        ["zookeeper.quorum"] = "high-availability.zookeeper.quorum",
        ["high-availability.quorum"] = "high-availability.zookeeper.quorum",
        ["high-availability.storage-dir"] = "high-availability.storageDir",
        ["state.backend.zookeeper.recoverypath"] = "high-availability.storageDir",
        ["jobmanager.heap.size"] = "jobmanager.memory.process.size",
        ["jobmanager.heap.mb"] = "jobmanager.memory.process.size",
        ["taskmanager.heap.size"] = "taskmanager.memory.process.size",
        ["taskmanager.heap.mb"] = "taskmanager.memory.process.size",
        ["taskmanager.network.numberOfBuffers"] = "taskmanager.memory.network.max",
        ["state.backend.async"] = "execution.checkpointing.interval",
        ["jobmanager.web.port"] = "rest.port",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FlinkKey[] Table = Read();
    private static readonly FrozenDictionary<string, FlinkKey> ByName = Table.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, FlinkKey> ByFormer = Table.SelectMany(key => key.Former.Select(former => (former, key))).Where(pair => !ByName.ContainsKey(pair.former))
        .DistinctBy(pair => pair.former).ToFrozenDictionary(pair => pair.former, pair => pair.key, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FlinkKey> All => Table;

    /// <summary>The key of a name, its present one or a former.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out FlinkKey? key) => ByName.TryGetValue(name, out key) || ByFormer.TryGetValue(name, out key);

    /// <summary>Whether the key belongs to a component or to user code, whose names are not known here.</summary>
    public static bool IsOpen(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Open.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>What is meant by a name that Flink does not read; null where that is not known.</summary>
    public static string? Meant(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Ineffective.GetValueOrDefault(name) is { } known)
            return known;
        // With its beginning left out, or with a slip or two.
        if (Table.Where(key => key.Name.EndsWith('.' + name, StringComparison.Ordinal)).MinBy(key => key.Name.Length) is { } whole)
            return whole.Name;
        return EditDistance.Nearest(name, ByName.Keys.Concat(ByFormer.Keys)) is { } nearest ? ByFormer.TryGetValue(nearest, out var renamed) ? renamed.Name : nearest : null;
    }

    /// <summary>Whether it is known that Flink does not read a name that others recommend.</summary>
    internal static bool IsIneffective(string name) => Ineffective.ContainsKey(name);

    private static FlinkKey[] Read()
    {
        using var stream = typeof(FlinkKeys).Assembly.GetManifestResourceStream("FlinkKeys.tsv")!;
        using var reader = new StreamReader(stream);
        var keys = new List<FlinkKey>();
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            keys.Add(new(columns[0], Enum.Parse<FlinkKeyType>(columns[1]), columns[2].Length == 0 ? null : columns[2], Words(columns[3], ' '), Words(columns[4], ',')));
        }
        return [.. keys];
    }

    private static string[] Words(string column, char between) => [.. column.Split(between, StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimStart('+'))];
}
