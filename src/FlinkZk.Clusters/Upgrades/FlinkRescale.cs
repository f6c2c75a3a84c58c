namespace FlinkZk.Clusters.Upgrades;

/// <summary>A change of parallelism in place.</summary>
/// <param name="Before">The largest parallelism of the job's parts before.</param>
/// <param name="After">And behind it.</param>
public sealed record FlinkRescale(int Before, int After);
