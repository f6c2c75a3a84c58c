namespace FlinkZk.Clusters.Upgrades;

/// <summary>When a step was begun, by the clock of who did it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Time">When.</param>
public sealed record FlinkUpgradeMoment(FlinkUpgradeStep Step, DateTimeOffset Time);
