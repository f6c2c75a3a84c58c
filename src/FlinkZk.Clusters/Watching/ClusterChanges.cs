using System.Globalization;

namespace FlinkZk.Clusters.Watching;

/// <summary>
/// What happened between two looks. Pure. What either did not see has not happened: when nobody answers, jobs and TaskManagers are as they were.
/// </summary>
internal static class ClusterChanges
{
    /// <param name="before">What is known so far; null at first.</param>
    /// <param name="now">The new look.</param>
    /// <param name="tellsLag">Whether lags are told each time.</param>
    public static IEnumerable<ClusterEvent> Between(ClusterObservation? before, ClusterObservation now, bool tellsLag) =>
        [.. Leader(before, now), .. TaskManagers(before, now), .. Jobs(before, now, tellsLag)];

    /// <summary>What is known after a look: what it did not see is as it was.</summary>
    public static ClusterObservation Known(ClusterObservation? before, ClusterObservation now) => before is null ? now : now with
    {
        Jobs = now.Jobs?.ToDictionary(job => job.Key, job => Known(before.Jobs?.GetValueOrDefault(job.Key), job.Value), StringComparer.Ordinal) ?? before.Jobs,
        TaskManagers = now.TaskManagers ?? before.TaskManagers,
    };

    private static JobObservation Known(JobObservation? before, JobObservation now) => before is null ? now : now with
    {
        Restarts = now.Restarts ?? before.Restarts,
        FailedCheckpoints = now.FailedCheckpoints ?? before.FailedCheckpoints,
    };

    private static IEnumerable<ClusterEvent> Leader(ClusterObservation? before, ClusterObservation now)
    {
        if (now.Leader is not null && (now.Leader != before?.Leader || now.Grant != before.Grant))
            yield return new(now.Time, ClusterEventKind.LeaderChanged, $"{now.Leader} leads.") { From = before?.Leader?.ToString(), To = now.Leader.ToString() };
        if (now.Leader is null && (before is null || before.Leader is not null))
            yield return new(now.Time, ClusterEventKind.LeaderLost, now.Problem ?? "Nobody leads.") { From = before?.Leader?.ToString() };
    }

    private static IEnumerable<ClusterEvent> TaskManagers(ClusterObservation? before, ClusterObservation now)
    {
        if (now.TaskManagers is null)
            yield break;
        foreach (var added in now.TaskManagers.Except(before?.TaskManagers ?? []).Order(StringComparer.Ordinal))
            yield return new(now.Time, ClusterEventKind.TaskManagerAdded, $"{added} is registered.") { TaskManager = added };
        foreach (var lost in (before?.TaskManagers ?? []).Except(now.TaskManagers).Order(StringComparer.Ordinal))
            yield return new(now.Time, ClusterEventKind.TaskManagerLost, $"{lost} is registered no more.") { TaskManager = lost };
    }

    private static IEnumerable<ClusterEvent> Jobs(ClusterObservation? before, ClusterObservation now, bool tellsLag)
    {
        if (now.Jobs is null)
            yield break;
        foreach (var job in now.Jobs.Values)
        {
            var last = before?.Jobs?.GetValueOrDefault(job.Id);
            // Those that had ended when the watching began are no news.
            if (job.State != last?.State && !(before is null && job.HasEnded))
                yield return Of(job, ClusterEventKind.JobState, $"{job.Name} is {job.State}.", last?.State, job.State);
            // A counter that falls was begun anew by another leader: what it counts since is new.
            if (New(last?.Restarts, job.Restarts) is > 0 and var restarts)
                yield return Of(job, ClusterEventKind.JobRestarted, $"{job.Name} was restarted{Times(restarts)}.", Number(last?.Restarts), Number(job.Restarts));
            if (New(last?.FailedCheckpoints, job.FailedCheckpoints) is > 0 and var failed)
                yield return Of(job, ClusterEventKind.CheckpointFailed, $"A checkpoint of {job.Name} failed{Times(failed)}.", Number(last?.FailedCheckpoints), Number(job.FailedCheckpoints));
            if (tellsLag && job.Lag is { } lag)
                yield return Of(job, ClusterEventKind.Lag, string.Create(CultureInfo.InvariantCulture, $"{job.Name} is {lag.TotalSeconds:0.#} s behind."), null, null) with { Lag = lag };
        }
        foreach (var gone in (before?.Jobs?.Values ?? []).Where(job => !job.HasEnded && !now.Jobs.ContainsKey(job.Id)))
            yield return Of(gone, ClusterEventKind.JobGone, $"{gone.Name} was {gone.State}, and is not known any more.", gone.State, null);

        ClusterEvent Of(JobObservation job, ClusterEventKind kind, string message, string? from, string? to) => new(now.Time, kind, message) { JobId = job.Id, JobName = job.Name, From = from, To = to };
    }

    /// <summary>What a counter has counted since; null where that is not known.</summary>
    internal static double? New(double? before, double? now) => before is null || now is null ? null : now >= before ? now - before : now;

    private static string Times(double? times) => times == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" {times} times");

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
