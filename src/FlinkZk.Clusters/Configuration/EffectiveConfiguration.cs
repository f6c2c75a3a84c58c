namespace FlinkZk.Clusters.Configuration;

/// <summary>What holds, by the present names of keys.</summary>
internal sealed class EffectiveConfiguration(IEnumerable<ConfigurationEntry> entries)
{
    private readonly Dictionary<string, ConfigurationEntry> _byName = entries
        .GroupBy(entry => FlinkKeys.TryFind(entry.Key, out var key) ? key.Name : entry.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.LastOrDefault(entry => entry.Key == group.Key) ?? group.Last(), StringComparer.Ordinal);

    /// <summary>The entry of a key under its present or a former name; null where it is not set.</summary>
    public ConfigurationEntry? Find(string key) => _byName.GetValueOrDefault(key);
}
