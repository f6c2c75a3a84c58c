namespace FlinkZk.Clusters.Upgrades;

/// <summary>A change of a job that was not made, or is not over.</summary>
/// <param name="problem">Of what kind.</param>
/// <param name="job">The job's name.</param>
/// <param name="message">What is wrong, a sentence.</param>
/// <param name="innerException">What it came from.</param>
public sealed class FlinkUpgradeException(FlinkUpgradeProblem problem, string job, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Of what kind.</summary>
    public FlinkUpgradeProblem Problem => problem;

    /// <summary>The job's name.</summary>
    public string Job => job;

    /// <summary>The savepoint that there is; null for none.</summary>
    public string? Savepoint { get; init; }
}
