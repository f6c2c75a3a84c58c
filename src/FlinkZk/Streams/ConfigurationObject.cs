using System.Management.Automation;
using FlinkZk.Coordination;
using ConfigurationSnapshot = FlinkZk.Streams.Configuration.ConfigurationSnapshot;

namespace FlinkZk;

/// <summary>A revision as <c>$config</c>: its values as properties.</summary>
internal static class ConfigurationObject
{
    public static PSObject Of(ConfigurationSnapshot snapshot)
    {
        var config = new PSObject();
        // Keys are case-sensitive, properties are not: of two that differ in case only, the first in ordinal order is seen.
        foreach (var (key, value) in snapshot.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // A property of a reserved name cannot be made; another program has made the key, and the stream does not ask for it.
            if (!ConfigurationKey.IsReserved(key) && config.Properties[key] is null)
                config.Properties.Add(new PSNoteProperty(key, value));
        }
        return config;
    }
}
