using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Whether a savepoint failed because state of the job cannot be written in canonical form, as state that is kept asynchronously cannot (FLIP-424, StreamOperatorStateHandler).
/// A task fails of it and takes the job with it, so that Flink tells of the savepoint only what that came to: one of <c>CheckpointFailureReason</c>. The reason itself stands
/// among the failures of the job.
/// </summary>
internal static partial class CanonicalRefusal
{
    /// <summary>Whether a stack names it, of the savepoint or of the job.</summary>
    public static bool IsNamed(string stack) => stack.Contains("UnsupportedOperationException", StringComparison.Ordinal) && Snapshot().IsMatch(stack);

    /// <summary>Whether the savepoint ended as one does under which a task failed, for whatever reason.</summary>
    public static bool MayBe(string stack) => stack.Contains("UnsupportedOperationException", StringComparison.Ordinal) || TaskFailed().IsMatch(stack);

    [GeneratedRegex(@"Could not complete snapshot|\.snapshotState\(")]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"Checkpoint Coordinator is suspending|CheckpointCoordinator shutdown|FailoverRegion is restarting|The job has failed|Task has failed|Task local checkpoint failure|Checkpoint was declined|Asynchronous task checkpoint failed")]
    private static partial Regex TaskFailed();
}
