namespace FlinkZk.Clusters.Health;

/// <summary>What came of asking the leader's REST server.</summary>
/// <param name="Verdict">Whether it answers as a leader's.</param>
/// <param name="Reason">Why that is said, a sentence.</param>
public sealed record LeaderAnswer(LeaderVerdict Verdict, string Reason);
