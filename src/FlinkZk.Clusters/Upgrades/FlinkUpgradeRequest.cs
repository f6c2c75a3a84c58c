using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>A change of a job that runs.</summary>
public sealed record FlinkUpgradeRequest
{
    /// <summary>The job that is replaced.</summary>
    public required string JobId { get; init; }

    /// <summary>The cluster, as it is connected to.</summary>
    public required string Cluster { get; init; }

    /// <summary>How the new one is started.</summary>
    public required FlinkDeployment New { get; init; }

    /// <summary>How the old one is started again if the new one is not stable; null if it is not to be.</summary>
    public FlinkDeployment? Old { get; init; }

    /// <summary>The folder for the savepoint; null for the cluster's.</summary>
    public string? Folder { get; init; }

    /// <summary>How the savepoint is written; null for the cluster's way.</summary>
    public FlinkSavepointFormat? Format { get; init; }

    /// <summary>How long all must be well: all tasks run, and none fails.</summary>
    public TimeSpan StableFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it may take until it is stable.</summary>
    public TimeSpan StableTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the stop may take.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a start may take: the program's main method has to run to its end.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether the plan of the new jar is made, and compared with what runs, before anything is touched.</summary>
    public bool ChecksPlan { get; init; } = true;

    /// <summary>Whether slots for the new one's parallelism are counted before anything is touched: those that are free, and those of the old one.</summary>
    public bool ChecksSlots { get; init; }
}
