namespace FlinkZk;

/// <summary>What a file of configured values looks like.</summary>
public enum ZkConfigFormat
{
    /// <summary>As its name ends: .json, .properties, .yaml or .yml.</summary>
    Auto,

    /// <summary>One JSON object of keys and values.</summary>
    Json,

    /// <summary>As Java's Properties read and write it: a key and a value a line.</summary>
    Properties,

    /// <summary>As Flink's config.yaml.</summary>
    Yaml,
}
