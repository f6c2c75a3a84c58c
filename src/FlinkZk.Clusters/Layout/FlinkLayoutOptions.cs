namespace FlinkZk.Clusters.Layout;

/// <summary>A session cluster of Flink with high availability on ZooKeeper, a process a host.</summary>
public sealed record FlinkLayoutOptions
{
    /// <summary>The version of Flink.</summary>
    public Version Version { get; init; } = new(2, 3);

    /// <summary>The hosts of JobManagers.</summary>
    public required IReadOnlyList<string> JobManagers { get; init; }

    /// <summary>The hosts of TaskManagers.</summary>
    public required IReadOnlyList<string> TaskManagers { get; init; }

    /// <summary>The ZooKeeper servers.</summary>
    public required string ZooKeeper { get; init; }

    /// <summary>Storage that all hosts reach, a URI: high-availability data, checkpoints and savepoints lie below.</summary>
    public required string Storage { get; init; }

    /// <summary>Flink's <c>high-availability.cluster-id</c>.</summary>
    public string ClusterId { get; init; } = "/default";

    /// <summary>The folder that Flink's archive unpacks to, on each host.</summary>
    public string Home { get; init; } = "/opt/flink";

    /// <summary>Slots of each TaskManager.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>The memory of a JobManager, as Flink writes it.</summary>
    public string JobManagerMemory { get; init; } = "1600m";

    /// <summary>The memory of a TaskManager, as Flink writes it.</summary>
    public string TaskManagerMemory { get; init; } = "4g";

    /// <summary>The port of the REST servers.</summary>
    public int RestPort { get; init; } = 8081;

    /// <summary>Whether processes listen at their host's own name alone; otherwise at all addresses of the machine.</summary>
    public bool BindsToHost { get; init; }

    /// <summary>Whether ZooKeeper is reached by TLS.</summary>
    public bool UsesZooKeeperTls { get; init; }

    /// <summary>Where each host has its certificate for ZooKeeper with its key, a PEM file.</summary>
    public string Certificate { get; init; } = "/etc/flink/tls/zookeeper.pem";

    /// <summary>Where each host has the certificate of ZooKeeper's authority, a PEM file.</summary>
    public string CaPath { get; init; } = "/etc/flink/tls/ca.pem";

    /// <summary>Who Flink is to ZooKeeper, by SASL DIGEST-MD5; null: it does not say.</summary>
    public LayoutUser? User { get; init; }

    /// <summary>The password of the key stores with which processes talk to each other, and REST servers to clients, by TLS; null: without TLS.</summary>
    public string? KeyStorePassword { get; init; }

    /// <summary>Where each host has the certificate of the cluster with its key, a PKCS12 file.</summary>
    public string KeyStore { get; init; } = "/etc/flink/tls/flink.p12";

    /// <summary>Where each host has the certificates that are trusted, a PKCS12 file.</summary>
    public string TrustStore { get; init; } = "/etc/flink/tls/trust.p12";
}
