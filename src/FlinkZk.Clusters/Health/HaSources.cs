using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Health;

/// <summary>What a check looks at beside ZooKeeper.</summary>
public sealed record HaSources
{
    /// <summary>Looks for the cluster's JobManagers on this machine, where nobody is in its latch; null: they are not looked for.</summary>
    public Func<IReadOnlyList<LostProcess>>? LostProcesses { get; init; }
}
