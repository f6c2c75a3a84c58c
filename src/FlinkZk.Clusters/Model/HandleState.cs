namespace FlinkZk.Clusters.Model;

/// <summary>What becomes of a stored handle (Flink's <c>ZooKeeperStateHandleStore.isNotMarkedForDeletion</c>).</summary>
public enum HandleState
{
    /// <summary>A process holds it.</summary>
    Held,

    /// <summary>It is wanted, and nobody holds it: its process is gone, and no other has taken it over.</summary>
    Free,

    /// <summary>Its node has no child at all, not even <c>locks</c>: it is about to go, and no leader recovers it.</summary>
    MarkedForDeletion,

    /// <summary>Not all of it can be read.</summary>
    Unknown,
}
