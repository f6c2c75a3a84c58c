namespace FlinkZk.Clusters.Model;

/// <summary>A cluster below a root.</summary>
/// <param name="Id">Its id as Flink's <c>high-availability.cluster-id</c> has it, without the first slash: <c>default</c>, or nested, <c>team/orders</c>.</param>
/// <param name="Path">Its node.</param>
/// <param name="Leader">Its <c>leader</c> node's children. Absent: it is known by the plans or jobs that it keeps. Unknown: whether this is a cluster, or clusters lie below, cannot be told.</param>
public sealed record FoundCluster(string Id, string Path, Known<IReadOnlyList<string>> Leader);
