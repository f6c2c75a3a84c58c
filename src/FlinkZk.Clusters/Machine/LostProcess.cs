namespace FlinkZk.Clusters.Machine;

/// <summary>A JobManager of this machine that is configured for a cluster and listens, while nobody is in the cluster's latch.</summary>
/// <param name="Id">The system's number of it.</param>
/// <param name="RestPort">The port of its REST server.</param>
/// <param name="Configuration">The file that says so.</param>
public sealed record LostProcess(int Id, int RestPort, string Configuration);
