namespace FlinkZk.Coordination;

/// <summary>An alert as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">What is watched for; null where its node cannot be read.</param>
/// <param name="Last">How it was raised or cleared last; null where it has not been yet.</param>
public sealed record AlertStatus(string Name, AlertRule? Rule, Alert? Last)
{
    /// <summary>Whether it is raised.</summary>
    public bool IsRaised => Last?.Edge == ConditionEdge.Raised;

    /// <summary>Why its node cannot be read.</summary>
    public Exception? Failure { get; init; }
}
