namespace FlinkZk.Clusters.Upgrades;

/// <summary>A change of a job that is over.</summary>
/// <param name="Record">All of it.</param>
/// <param name="JobId">The job that runs now.</param>
/// <param name="Ended">When it was over.</param>
/// <param name="Downtime">From the stop until all tasks ran again; null where nothing was stopped.</param>
/// <param name="IsResumed">Whether another had begun it.</param>
public sealed record FlinkUpgradeResult(FlinkUpgradeRecord Record, string JobId, DateTimeOffset Ended, TimeSpan? Downtime, bool IsResumed)
{
    /// <summary>Whether the old jar runs again.</summary>
    public bool IsRolledBack => Record.Reason is not null;
}
