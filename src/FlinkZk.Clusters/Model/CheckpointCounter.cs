namespace FlinkZk.Clusters.Model;

/// <summary>The counter of a job's checkpoints (<c>ZooKeeperCheckpointIDCounter</c>).</summary>
/// <param name="Next">The id that the next checkpoint gets; every completed one has a lower id.</param>
public sealed record CheckpointCounter(int Next);
