namespace FlinkZk.Clusters.Layout;

/// <summary>An ensemble of Apache ZooKeeper 3.6 to 3.9, a server a host.</summary>
public sealed record EnsembleOptions
{
    /// <summary>The hosts, in the order of the servers' numbers.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The folder that ZooKeeper's archive unpacks to, on each host.</summary>
    public string Home { get; init; } = "/opt/zookeeper";

    /// <summary>The folder for snapshots and myid.</summary>
    public string DataDir { get; init; } = "/var/lib/zookeeper";

    /// <summary>The folder for the log; null for that of snapshots.</summary>
    public string? DataLogDir { get; init; }

    /// <summary>The clients' port.</summary>
    public int ClientPort { get; init; } = 2181;
}
