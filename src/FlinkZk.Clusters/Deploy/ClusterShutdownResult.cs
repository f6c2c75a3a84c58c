namespace FlinkZk.Clusters.Deploy;

/// <summary>What stopping a cluster has done.</summary>
/// <param name="Jobs">The jobs that were stopped.</param>
/// <param name="Remaining">What goes on, and what to do about it: a sentence each.</param>
public sealed record ClusterShutdownResult(IReadOnlyList<StoppedJob> Jobs, IReadOnlyList<string> Remaining);
