using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>A job as it is seen at one moment.</summary>
/// <param name="State">Its state.</param>
/// <param name="Running">How many of its tasks run or have finished.</param>
/// <param name="Tasks">How many it has; 0 where that is not known.</param>
/// <param name="Checkpoints">Its checkpoints; null while they were not asked for.</param>
/// <param name="MakesCheckpoints">Whether it makes any by itself.</param>
/// <param name="Failures">Its last failures, newest first; none while they were not asked for.</param>
internal sealed record JobLook(string State, int Running, int Tasks, FlinkCheckpoints? Checkpoints, bool MakesCheckpoints, IReadOnlyList<FlinkJobFailure> Failures)
{
    /// <summary>RUNNING says nothing of the tasks (FLINK-34906).</summary>
    public bool AllRun => State == "RUNNING" && Tasks > 0 && Running >= Tasks;
}
