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

    /// <summary>The clients' port; with TLS the one for that.</summary>
    public int ClientPort { get; init; } = 2181;

    /// <summary>Whether the clients' port listens at the host's own name alone; otherwise at all addresses of the machine.</summary>
    public bool BindsToHost { get; init; }

    /// <summary>Whether clients come, and servers talk to each other, by TLS alone, each with a certificate of one authority.</summary>
    public bool UsesTls { get; init; }

    /// <summary>Where each host has its certificate with its key, a PEM file.</summary>
    public string Certificate { get; init; } = "/etc/zookeeper/tls/server.pem";

    /// <summary>Where each host has the authority's certificate, a PEM file.</summary>
    public string CaPath { get; init; } = "/etc/zookeeper/tls/ca.pem";

    /// <summary>The user that clients have to be, by SASL DIGEST-MD5; null: they need not say who they are.</summary>
    public LayoutUser? User { get; init; }
}
