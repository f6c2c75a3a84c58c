using System.Collections.Frozen;

namespace FlinkZk.Clusters.Configuration;

/// <summary>Keys that Flink 1.x read and 2.x does not (release notes of 2.0; none is in the option classes of 2.3), with what takes their place.</summary>
internal static class RemovedKeys
{
    private const string Serialization = "Set pipeline.serialization-config instead: it names serializers of all kinds.";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["cluster.evenly-spread-out-slots"] = "Set taskmanager.load-balance.mode to SLOTS instead.",
        ["cluster.fine-grained-resource-management.enabled"] = "Remove it: it is always on.",
        ["high-availability.use-old-ha-services"] = "Remove it: only Flink 1.15 had the old services.",
        ["pipeline.auto-type-registration"] = "Remove it: types are registered by pipeline.serialization-config.",
        ["pipeline.default-kryo-serializers"] = Serialization,
        ["pipeline.registered-kryo-types"] = Serialization,
        ["pipeline.registered-pojo-types"] = Serialization,
        ["taskmanager.network.batch-shuffle.compression.enabled"] = "Set taskmanager.network.compression.codec instead: NONE compresses nothing.",
        ["taskmanager.network.blocking-shuffle.compression.enabled"] = "Set taskmanager.network.compression.codec instead: NONE compresses nothing.",
        ["taskmanager.network.sort-shuffle.min-parallelism"] = "Remove it: blocking shuffles are always sorted.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> All => Known.Keys;

    /// <summary>What to do about a key; null for one that 2.x has, or 1.x had not.</summary>
    public static string? Repair(string key) => Known.GetValueOrDefault(key);
}
