namespace FlinkZk.Clusters.Upgrades;

/// <summary>How a job was started last under its lock, as ZooKeeper keeps it: what the next change goes back to when it fails.</summary>
/// <param name="JobId">The id under which it runs since.</param>
/// <param name="Deployment">How it was started.</param>
/// <param name="Savepoint">What from.</param>
/// <param name="Updated">When.</param>
/// <param name="User">By whom, as they say.</param>
/// <param name="Host">Where, as they say.</param>
public sealed record FlinkJobSpec(string JobId, FlinkDeployment Deployment, string? Savepoint, DateTimeOffset Updated, string? User, string? Host)
{
    /// <summary>The layout's version.</summary>
    public int V { get; init; } = 1;
}
