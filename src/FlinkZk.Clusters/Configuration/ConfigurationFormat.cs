namespace FlinkZk.Clusters.Configuration;

/// <summary>The two formats of the file.</summary>
public enum ConfigurationFormat
{
    /// <summary><c>config.yaml</c>: YAML, from Flink 1.19 on.</summary>
    Yaml,

    /// <summary><c>flink-conf.yaml</c>: a key, a colon, a blank and a value a line; until Flink 1.20.</summary>
    Flat,
}
