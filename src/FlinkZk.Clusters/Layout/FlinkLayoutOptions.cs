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
}
