using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Deploy;

/// <summary>Flink's configuration as lines of a new file: <c>key: value</c>, which both formats read.</summary>
internal static class ConfigurationLines
{
    /// <summary>The file's name, <c>config.yaml</c> since 1.19.</summary>
    public static string FileName(FlinkInstallation flink) => flink.ReadsYaml ? ConfigurationFile.YamlName : ConfigurationFile.FlatName;

    /// <summary>The lines.</summary>
    /// <exception cref="DeployException">The format cannot say one of them.</exception>
    public static IReadOnlyList<string> Of(FlinkInstallation flink, IEnumerable<KeyValuePair<string, string>> entries)
    {
        try
        {
            return [.. entries.Select(entry => $"{entry.Key}: {(flink.ReadsYaml ? YamlScalar.Of(entry.Value) : FlatScalar.Of(entry.Key, entry.Value))}")];
        }
        catch (ArgumentException e)
        {
            throw new DeployException(DeployProblem.BadConfiguration, e.Message, e);
        }
    }
}
