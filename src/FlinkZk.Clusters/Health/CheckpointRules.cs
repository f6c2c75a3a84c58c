using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>Checkpoints of each job, and the counter of their numbers.</summary>
internal static class CheckpointRules
{
    // The first checkpoint of a job may take that long.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);

    public static IEnumerable<Sighting> Of(HaFacts facts) => (facts.Snapshot.Jobs.Value ?? []).SelectMany(job => Job(facts, job));

    private static IEnumerable<Sighting> Job(HaFacts facts, HaJob job)
    {
        var pointers = job.Checkpoints.Value ?? [];
        foreach (var pointer in pointers)
        {
            foreach (var sighting in Pointer(facts, $"{facts.Paths.Checkpoints(job.Id)}/{pointer.Stored.Name}", pointer))
                yield return sighting;
        }
        foreach (var sighting in Order(facts, job, pointers).Concat(Counter(facts, job, pointers)).Concat(Restorable(facts, job, pointers)).Concat(Orphaned(facts, job, pointers)))
            yield return sighting;
    }

    private static IEnumerable<Sighting> Pointer(HaFacts facts, string path, CheckpointPointer pointer)
    {
        var content = pointer.Stored.Handle.Value;
        if ((pointer.Error ?? content?.Error) is { } error)
            yield return new(HaFindingKind.CheckpointUnreadable, HaSeverity.Error, path, error.Message);
        var file = facts.Storage.Of(content?.Value?.Path);
        if (pointer.Stored.State == HandleState.MarkedForDeletion)
        {
            yield return file.Presence == Presence.Absent
                ? new(HaFindingKind.CheckpointIgnored, HaSeverity.Information, path, "Its node has no child, and its file is gone: the rest of a removal.")
                : new(HaFindingKind.CheckpointIgnored, HaSeverity.Error, path, $"Its node has no child; {(file.Presence == Presence.Present ? "its file is there" : "whether its file is there cannot be seen from here")}.");
            yield break;
        }
        foreach (var sighting in FileRules.Of(HaFindingKind.CheckpointFileMissing, path, content?.Value, file))
            yield return sighting;
    }

    private static IEnumerable<Sighting> Order(HaFacts facts, HaJob job, IReadOnlyList<CheckpointPointer> pointers)
    {
        var made = pointers.Where(pointer => pointer is { Id: not null, Stored.Handle.Value: not null }).Select(pointer => (pointer.Id, pointer.Stored.Handle.Value!.Node.Czxid));
        (long? Id, long Czxid) newest = default;
        foreach (var next in made)
        {
            if (next.Czxid < newest.Czxid)
            {
                yield return new(HaFindingKind.CheckpointOrder, HaSeverity.Error, facts.Paths.Checkpoints(job.Id), $"Checkpoint {newest.Id} was stored after {next.Id}.");
                yield break;
            }
            newest = next;
        }
    }

    private static IEnumerable<Sighting> Counter(HaFacts facts, HaJob job, IReadOnlyList<CheckpointPointer> pointers)
    {
        var path = facts.Paths.Counter(job.Id);
        var highest = pointers.Max(pointer => pointer.Id);
        if (job.Counter.Value?.Error is { } error)
            yield return new(HaFindingKind.CounterUnreadable, HaSeverity.Error, path, error.Message);
        else if (job.Counter.Value?.Value is { } counter && counter.Next <= highest)
            yield return new(HaFindingKind.CounterBehind, HaSeverity.Error, path, $"The next checkpoint would be {counter.Next}, and there is {highest}.");
        else if (job.Counter.Presence == Presence.Absent && highest is not null)
            yield return new(HaFindingKind.CounterMissing, HaSeverity.Error, path, $"It is not there, and there is checkpoint {highest}.");
    }

    // A job that runs loses its state with the next failover only; one that waits, with the next start.
    private static IEnumerable<Sighting> Restorable(HaFacts facts, HaJob job, IReadOnlyList<CheckpointPointer> pointers)
    {
        if (job.Checkpoints.Presence == Presence.Unknown || job.Counter.Value is not { Value.Next: > 1 } counter || !facts.RecoveredJobs.Contains(job.Id)
            || pointers.Any(pointer => pointer.Stored.State == HandleState.Unknown || pointer.Stored.Handle.Presence == Presence.Unknown || IsUsable(pointer)))
        {
            yield break;
        }
        if (facts.LedJobs is not { } led)
            yield break;
        var runs = led.Contains(job.Id);
        if (!runs || facts.Now - counter.Node.Created > First)
            yield return new(HaFindingKind.NoCheckpoint, runs ? HaSeverity.Warning : HaSeverity.Error, facts.Paths.Checkpoints(job.Id), $"The counter has come to {counter.Value!.Next}, and there is no checkpoint that could be restored.");
    }

    private static bool IsUsable(CheckpointPointer pointer) => pointer is { Error: null, Stored: { State: HandleState.Held or HandleState.Free, Handle.Value.Value: not null } };

    private static IEnumerable<Sighting> Orphaned(HaFacts facts, HaJob job, IReadOnlyList<CheckpointPointer> pointers)
    {
        if ((pointers.Count > 0 || job.Counter.Presence == Presence.Present) && facts.PlannedJobs?.Contains(job.Id) == false && facts.LedJobs?.Contains(job.Id) == false
            && facts.Snapshot.Applications is { Presence: not Presence.Unknown } applications && !(applications.Value?.Count > 0))
        {
            yield return new(HaFindingKind.OrphanedCheckpoints, HaSeverity.Warning, $"{facts.Paths.Jobs}/{job.Id}",
                $"There is no plan of the job, no application and no master; {(pointers.Count == 0 ? "its counter is left" : FormattableString.Invariant($"{pointers.Count:N0} of its checkpoints are left, the newest {pointers.Max(pointer => pointer.Id)}"))}.");
        }
    }
}
