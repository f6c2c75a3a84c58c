using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Finds what a job that has ended can go on from. The leader tells what there was; whether that is still there its files tell, and where this machine does not see them,
/// what Flink keeps of a job that ended so. A job that the leader does not know, because another one leads now, is looked for in the folders of its configuration.
/// <code>
/// &lt;checkpoints&gt;/&lt;job&gt;/chk-&lt;n&gt;/_metadata
/// &lt;savepoints&gt;/savepoint-&lt;first 6 digits of the job&gt;-&lt;12 digits&gt;/_metadata
/// </code>
/// An older one is never taken because it is not known whether a newer one is there.
/// </summary>
internal sealed class LatestSnapshot(FlinkClient client, string job)
{
    private static readonly string[] CheckpointKeys = ["execution.checkpointing.dir", "state.checkpoints.dir"];
    internal static readonly string[] SavepointKeys = ["execution.checkpointing.savepoint-dir", "state.savepoints.dir"];

    public async Task<FlinkSnapshot> FindAsync(CancellationToken cancellationToken)
    {
        var all = await client.JobsAsync(cancellationToken).ConfigureAwait(false);
        FlinkJobSummary[] meant = [.. all.Where(known => string.Equals(known.Id, job, StringComparison.OrdinalIgnoreCase))];
        if (meant.Length == 0)
            meant = [.. all.Where(known => known.Name == job)];
        if (meant.FirstOrDefault(known => !FlinkJobState.IsTerminal(known.State)) is { } alive)
            throw new FlinkException(FlinkProblem.JobRuns, FlinkOutcome.NotDone, $"The job '{alive.Name}' ({alive.Id}) has not ended: it is {alive.State}.");
        if (meant.OrderByDescending(known => known.Ended ?? known.Started).FirstOrDefault() is { } ended)
            return await OfKnownAsync(ended, cancellationToken).ConfigureAwait(false);
        if (job.Length != 32 || !job.All(char.IsAsciiHexDigit))
            throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.NotDone, $"The cluster knows no job '{job}'.") { HowToSee = "A new leader has forgotten the names of jobs that had ended: give the job's id, or -FromSavepoint." };
        return await OfForgottenAsync(job.ToLowerInvariant(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<FlinkSnapshot> OfKnownAsync(FlinkJobSummary ended, CancellationToken cancellationToken)
    {
        var told = await client.CheckpointsAsync(ended.Id, cancellationToken).ConfigureAwait(false);
        var settings = await client.CheckpointSettingsAsync(ended.Id, cancellationToken).ConfigureAwait(false);
        var gone = new List<string>();
        foreach (var snapshot in Told(told))
        {
            switch (snapshot.IsDiscarded ? Presence.Absent : Look(snapshot.Path!))
            {
                case Presence.Present:
                    return new(ended.Id, snapshot.Path!, snapshot.Id, snapshot.Triggered ?? snapshot.Restored, IsSeen: true, gone);
                case Presence.Absent:
                    gone.Add(snapshot.Path!);
                    break;
                case Presence.Unknown when snapshot.IsSavepoint || settings.Externalization?.Keeps(ended.State) == true:
                    return new(ended.Id, snapshot.Path!, snapshot.Id, snapshot.Triggered ?? snapshot.Restored, IsSeen: false, gone);
                default:
                    throw NotFound($"Whether the newest checkpoint of the job '{ended.Name}' ({ended.Id}) is still there cannot be told: Flink does not keep those of a job that is {ended.State}, and this machine does not see {snapshot.Path}.");
            }
        }
        throw NotFound($"The job '{ended.Name}' ({ended.Id}) has left nothing to start from{(gone.Count > 0 ? $": {gone[0]}{(gone.Count > 1 ? $" and {gone.Count - 1} older" : "")} gone" : "")}.");
    }

    private static IEnumerable<FlinkCheckpoint> Told(FlinkCheckpoints told) => (told.History ?? [])
        .Concat([told.Latest?.Completed, told.Latest?.Savepoint, told.Latest?.Restored])
        .OfType<FlinkCheckpoint>()
        // Of one that the job was restored from no status is told.
        .Where(snapshot => snapshot is { Path: not null, Status: "COMPLETED" or null })
        .DistinctBy(snapshot => snapshot.Path, StringComparer.Ordinal)
        .OrderByDescending(snapshot => snapshot.Id);

    private async Task<FlinkSnapshot> OfForgottenAsync(string id, CancellationToken cancellationToken)
    {
        var checkpoints = await client.SettingAsync(CheckpointKeys, cancellationToken).ConfigureAwait(false);
        var savepoints = await client.SettingAsync(SavepointKeys, cancellationToken).ConfigureAwait(false);
        return OfFolders(id, checkpoints, savepoints)
            ?? throw NotFound($"The leader does not know the job {id}, and nothing of it is to be seen below {checkpoints ?? "a folder for checkpoints"} and {savepoints ?? "a folder for savepoints"} on this machine.");
    }

    /// <summary>The newest of a job by its files alone.</summary>
    /// <param name="id">The job.</param>
    /// <param name="checkpoints">The folder for checkpoints, a URI; null for none.</param>
    /// <param name="savepoints">The folder for savepoints, a URI; null for none.</param>
    /// <returns>Null: this machine sees none.</returns>
    public static FlinkSnapshot? OfFolders(string id, string? checkpoints, string? savepoints)
    {
        var found = Folders(checkpoints is null ? null : $"{checkpoints.TrimEnd('/')}/{id}", "chk-*")
            .Concat(Folders(savepoints, Savepoints(id)))
            .OrderByDescending(folder => folder.Written)
            .FirstOrDefault();
        return found.Uri is null ? null : new(id, found.Uri, null, found.Written, IsSeen: true, []);
    }

    /// <summary>The complete savepoints of a job that this machine sees, and when they were written.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="id">The job.</param>
    /// <param name="folder">Where they lie; null for the cluster's folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<(string Uri, DateTimeOffset Written)>> SavepointsAsync(FlinkClient client, string id, string? folder, CancellationToken cancellationToken) =>
        [.. Folders(folder ?? await client.SettingAsync(SavepointKeys, cancellationToken).ConfigureAwait(false), Savepoints(id))];

    private static string Savepoints(string id) => $"savepoint-{id[..6]}-*";

    private static IEnumerable<(string Uri, DateTimeOffset Written)> Folders(string? uri, string pattern)
    {
        if (uri is null || FileUri.LocalPath(uri) is not { } path)
            return [];
        try
        {
            return [.. from folder in Directory.EnumerateDirectories(path, pattern)
                       let metadata = new FileInfo(Path.Combine(folder, "_metadata"))
                       where metadata.Exists
                       select ($"{uri.TrimEnd('/')}/{Path.GetFileName(folder)}", new DateTimeOffset(metadata.LastWriteTimeUtc))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // That it is not there says something only where the folder around it is.
    internal static Presence Look(string uri) => FileUri.LocalPath(uri) is not { } path ? Presence.Unknown
        : File.Exists(Path.Combine(path, "_metadata")) || File.Exists(path) ? Presence.Present
        : Directory.Exists(Path.GetDirectoryName(path.TrimEnd('/'))) ? Presence.Absent
        : Presence.Unknown;

    private static FlinkException NotFound(string what) => new(FlinkProblem.SnapshotNotFound, FlinkOutcome.NotDone, what);
}
