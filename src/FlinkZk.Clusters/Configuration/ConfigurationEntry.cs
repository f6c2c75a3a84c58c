namespace FlinkZk.Clusters.Configuration;

/// <summary>A key with its value in a file of Flink's configuration, or in the configuration of a JobManager.</summary>
/// <param name="Key">The whole key: <c>jobmanager.rpc.address</c>, also where the file nests it.</param>
/// <param name="Value">The value as Flink reads it; empty where nothing stands there.</param>
/// <param name="Line">The line, from 1; 0 where there is no file.</param>
/// <param name="ValueSpan">Where the value stands in the text.</param>
/// <param name="EntrySpan">What goes with the entry: its lines, and those of what would be left empty.</param>
public sealed record ConfigurationEntry(string Key, string Value, int Line, Range ValueSpan = default, Range EntrySpan = default)
{
    /// <summary>The key, its own or one that it is nested below, that stands in one mapping of YAML again: Flink does not load such a file. Null for none.</summary>
    public string? Repeats { get; init; }

    // GlobalConfiguration.SENSITIVE_KEYS of Flink 2.3, and the map of ZooKeeper's identities.
    private static readonly string[] Secrets =
        ["password", "secret", "fs.azure.account.key", "apikey", "api-key", "auth-params", "service-key", "token", "basic-auth", "jaas.config", "http-headers", "client.authorization"];

    /// <summary>Whether the value is a secret, by its key.</summary>
    public bool IsSecret => Secrets.Any(word => Key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Key and line: the value may be a secret.</summary>
    public override string ToString() => $"{Key} (line {Line})";
}
