namespace FlinkZk.Clusters.Configuration;

/// <summary>Reads <c>config.yaml</c>. What does it is an assembly of its own, for the library that it uses (docs/decisions/0014).</summary>
public interface IYamlReader
{
    /// <summary>The entries, in their order, nested keys joined by dots as Flink joins them.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="FormatException">It is no YAML, or no mapping: the message names line and column.</exception>
    IReadOnlyList<ConfigurationEntry> Read(string text);
}
