namespace FlinkZk.Clusters.Model;

/// <summary>What is kept of one job's checkpoints.</summary>
/// <param name="Id">The job, 32 hexadecimal digits; whatever else the node is called.</param>
/// <param name="Checkpoints">Its checkpoints, oldest first; those whose names cannot be read come last.</param>
/// <param name="Counter">The counter. It was read after the list of checkpoints, so that a checkpoint made meanwhile never looks as if it were ahead of it.</param>
public sealed record HaJob(string Id, Known<IReadOnlyList<CheckpointPointer>> Checkpoints, Known<NodeContent<CheckpointCounter>> Counter);
