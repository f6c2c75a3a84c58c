namespace FlinkZk.Clusters.Jobs;

/// <summary>Whether a checkpoint or savepoint failed because not all tasks of the job ran.</summary>
internal static class MissingTasks
{
    // CheckpointFailureReason, and CheckpointCoordinator while a job restarts.
    private static readonly string[] Reasons =
    [
        "Not all required tasks are currently running",
        "is not being executed at the moment",
        "Checkpoint Coordinator is suspending",
        "Checkpoint Coordinator is shut",
        "FailoverRegion is restarting",
        "task is not ready",
        "tasks not ready",
    ];

    /// <returns>What to do; null: that was not the reason.</returns>
    public static string? Advice(string stack) => Reasons.Any(reason => stack.Contains(reason, StringComparison.OrdinalIgnoreCase))
        ? "Not all tasks of the job run: Get-FlinkJob shows how many, Get-FlinkException what fails. Try again when all do."
        : null;
}
