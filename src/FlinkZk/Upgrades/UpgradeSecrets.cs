using FlinkZk.Clusters.Configuration;

namespace FlinkZk;

/// <summary>Settings of a job that are secrets by their names, as Flink knows them: how a job is started stands in ZooKeeper in plain.</summary>
internal static class UpgradeSecrets
{
    /// <summary>Names them, for a sentence; null where there are none.</summary>
    public static string? Among(IReadOnlyDictionary<string, string>? settings)
    {
        string[] keys = [.. (settings?.Keys ?? []).Where(key => new ConfigurationEntry(key, "", 0).IsSecret).Order(StringComparer.Ordinal)];
        return keys.Length == 0 ? null : $"the secret{(keys.Length > 1 ? "s" : "")} {string.Join(", ", keys.Select(key => $"'{key}'"))}";
    }
}
