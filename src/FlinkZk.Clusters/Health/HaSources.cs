using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>What a check looks at beside ZooKeeper.</summary>
public sealed record HaSources
{
    /// <summary>Says where the cluster's files lie, which its nodes do not say where it keeps no job; null, as its answer: that is not known.</summary>
    public Func<CancellationToken, Task<HaStorage?>>? Storage { get; init; }

    /// <summary>Looks for the cluster's JobManagers on this machine, where nobody is in its latch; null: they are not looked for.</summary>
    public Func<IReadOnlyList<LostProcess>>? LostProcesses { get; init; }

    /// <summary>Asks the REST server that a leader has published; null: it is not asked.</summary>
    public Func<HaSnapshot, CancellationToken, Task<LeaderAnswer>>? Leader { get; init; }
}
