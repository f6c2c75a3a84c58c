namespace FlinkZk.Clusters.Model;

/// <summary>A failure of a job: a restart, or its end.</summary>
/// <param name="Time">When.</param>
/// <param name="Exception">The exception's class; null where Flink does not say.</param>
/// <param name="Cause">Its last cause, in one line.</param>
/// <param name="StackTrace">The whole stack.</param>
/// <param name="Task">The task that failed; null where none did.</param>
/// <param name="Endpoint">Where it ran.</param>
/// <param name="TaskManager">The id of the TaskManager.</param>
/// <param name="Concurrent">Failures that came with it.</param>
public sealed record FlinkJobFailure(DateTimeOffset? Time, string? Exception, string Cause, string StackTrace, string? Task, string? Endpoint, string? TaskManager, IReadOnlyList<FlinkJobFailure> Concurrent);
