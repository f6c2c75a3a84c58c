namespace FlinkZk.Clusters.Model;

/// <summary>A component of the leading process.</summary>
/// <param name="Name">The node's name below <c>leader</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="JobId">The job, 32 hexadecimal digits; null unless it is one's master.</param>
/// <param name="Published">
/// What it published; the node's session is the leading process's. Absent: nobody leads it now, an ordinary state between two leaders. A node without bytes says the
/// same (Flink's <c>ZooKeeperUtils.readLeaderInformation</c>).
/// </param>
public sealed record PublishedComponent(string Name, ComponentKind Kind, string? JobId, Known<NodeContent<LeaderInformation>> Published)
{
    /// <summary>The address; null unless it was published and can be read.</summary>
    public string? Address => Published.Value?.Value?.Address;

    /// <summary>The ZooKeeper session of the process that published it; null unless something is published.</summary>
    public long? Session => Published.Value?.Node.Session;
}
