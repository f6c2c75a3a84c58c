using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>The files that nodes point to, and those beside them.</summary>
internal static class FileRules
{
    // The leader cleans up after a job within seconds.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <summary>The file of one node.</summary>
    public static IEnumerable<Sighting> Of(HaFindingKind missing, string path, StateHandle? handle, StoredFile file)
    {
        if (handle is null)
            yield break;
        if (file.Presence == Presence.Absent)
            yield return new(missing, HaSeverity.Error, path, $"'{handle.Path}' is gone; other files of the cluster are in its folder.");
        else if (file.Size is { } size && handle.Size >= 0 && size != handle.Size)
            yield return new(HaFindingKind.FileDamaged, HaSeverity.Error, path, FormattableString.Invariant($"'{handle.Path}' has {size:N0} bytes, and its node says {handle.Size:N0}."));
    }

    /// <summary>The storage directory as a whole.</summary>
    public static IEnumerable<Sighting> Of(HaFacts facts)
    {
        var storage = facts.Storage;
        if (storage.Files.Where(file => file.Value.Presence == Presence.Unknown).Select(file => file.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } unseen)
        {
            var count = storage.Files.Count(file => file.Value.Presence == Presence.Unknown);
            yield return new(HaFindingKind.FilesUnseen, HaSeverity.Information, facts.Paths.Cluster, FormattableString.Invariant($"{count:N0} of {storage.Files.Count:N0} files cannot be looked at from this machine, such as '{unseen}'."));
        }
        if (!storage.SeesResults && facts.Snapshot.Node.Presence == Presence.Present)
            yield return new(HaFindingKind.ResultsUnseen, HaSeverity.Information, facts.Paths.Cluster, "Results of jobs that have ended (job-result-store) are not seen from this machine: whether there are any is unknown.");
        if (storage.LocalFolder is { } folder && facts.LatchSessions is { Count: > 1 } latch)
            yield return new(HaFindingKind.StorageLocal, HaSeverity.Information, facts.Paths.Cluster, $"'{folder}' is on a disk of this machine, and {latch.Count} JobManagers lead or stand by.");
        foreach (var result in storage.JobResults.Where(result => result.IsDirty && (facts.IsDown || facts.Now - result.Written > Overdue)))
            yield return new(HaFindingKind.DirtyResult, HaSeverity.Error, result.Path, $"It was written {result.Written:u}, and the job was not cleaned up.");
        if (facts.Published is not null && storage.ApplicationResults.Count > 0 && facts.PlannedJobs is { Count: 0 } && facts.Snapshot.Applications is { Presence: not Presence.Unknown } applications && !(applications.Value?.Count > 0))
            yield return new(HaFindingKind.ApplicationAlreadyEnded, HaSeverity.Warning, storage.ApplicationResults[0].Path, FormattableString.Invariant($"A leader is up, nothing runs, and there are {storage.ApplicationResults.Count:N0} results of applications."));
    }
}
