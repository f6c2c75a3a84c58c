namespace FlinkZk.Clusters.Health;

/// <summary>Something of a cluster's high-availability data that is not as Flink leaves it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Cluster">The cluster's node.</param>
/// <param name="Path">The node, or the file, that it is about.</param>
/// <param name="Evidence">What was seen, a sentence.</param>
/// <param name="Cost">What it costs, or will cost.</param>
/// <param name="Repair">What to do about it.</param>
public sealed record HaFinding(HaFindingKind Kind, HaSeverity Severity, string Cluster, string Path, string Evidence, string Cost, string Repair);
