using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Deploy;

/// <summary>Flink's configuration as lines of a new file: <c>key: value</c>, which both formats read.</summary>
internal static class ConfigurationLines
{
    /// <summary>The file's name, <c>config.yaml</c> since 1.19.</summary>
    public static string FileName(FlinkInstallation flink) => flink.ReadsYaml ? ConfigurationFile.YamlName : ConfigurationFile.FlatName;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(FlinkInstallation flink, IEnumerable<KeyValuePair<string, string>> entries) =>
        entries.Select(entry => $"{entry.Key}: {(flink.ReadsYaml ? YamlScalar.Of(entry.Value) : entry.Value)}");
}
