using FlinkZk.Clusters.Ha;

namespace FlinkZk.Clusters.Deploy;

/// <summary>A cluster on this machine.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>The folder that holds Flink.</summary>
    public required string FlinkHome { get; init; }

    /// <summary>The folder for configuration, logs, checkpoints and high-availability data, a full path; made if it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The ZooKeeper servers, with their root.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Flink's <c>high-availability.cluster-id</c>.</summary>
    public string ClusterId { get; init; } = HaPaths.DefaultClusterId;

    /// <summary>Flink's <c>high-availability.zookeeper.path.root</c>.</summary>
    public string Root { get; init; } = HaPaths.DefaultRoot;

    /// <summary>After how long without its connection a JobManager's session ends: what a failover takes after its death.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Slots of each TaskManager.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>The program that it is for; null for a cluster that jobs are started on later.</summary>
    public LocalApplication? Application { get; init; }

    /// <summary>Keys of Flink's configuration, which go before those that are chosen here.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder of a Java; null for that of JAVA_HOME or the path.</summary>
    public string? JavaHome { get; init; }
}
