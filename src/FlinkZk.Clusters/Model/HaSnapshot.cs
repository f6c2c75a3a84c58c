namespace FlinkZk.Clusters.Model;

/// <summary>
/// What a cluster keeps in ZooKeeper. Each node is as it was at one moment of the reading, not all at the same; what went meanwhile is left out of the lists.
/// A node that cannot be read is an item with its error, beside the others.
/// </summary>
/// <param name="Path">The cluster's node.</param>
/// <param name="Node">The cluster's node as the server tells of it. Absent: there is no such cluster, or it was shut down, which deletes all of it.</param>
/// <param name="Names">The names of its children, in ordinal order.</param>
/// <param name="Candidates">Processes that lead or stand by, the first in line first; those whose names cannot be read come last. Absent: there is no latch.</param>
/// <param name="Components">What the leading process published, by name. A job that a dead leader had stays, absent, until the next leader.</param>
/// <param name="JobGraphs">Plans of jobs to run, by id (Flink 1.x).</param>
/// <param name="ExecutionPlans">Plans of jobs to run, by id (Flink 2.x).</param>
/// <param name="Applications">Applications to run, by id (Flink 2.3).</param>
/// <param name="Jobs">Checkpoints of jobs, by id.</param>
public sealed record HaSnapshot(
    string Path,
    Known<NodeFacts> Node,
    Known<IReadOnlyList<string>> Names,
    Known<IReadOnlyList<LeaderCandidate>> Candidates,
    Known<IReadOnlyList<PublishedComponent>> Components,
    Known<IReadOnlyList<StoredHandle>> JobGraphs,
    Known<IReadOnlyList<StoredHandle>> ExecutionPlans,
    Known<IReadOnlyList<StoredHandle>> Applications,
    Known<IReadOnlyList<HaJob>> Jobs)
{
    /// <summary>Plans of jobs to run, of either generation, as far as they are known: ask the two for what is not.</summary>
    public IEnumerable<StoredHandle> Plans => (JobGraphs.Value ?? []).Concat(ExecutionPlans.Value ?? []);

    /// <summary>Who leads and who stands by.</summary>
    public Leadership Leadership => Leadership.Of(this);
}
