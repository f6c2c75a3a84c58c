using System.Text;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>Reads what the jobs that have not ended can be restored from, as far as savepoints matter.</summary>
/// <param name="client">The cluster.</param>
/// <param name="session">The session with its ZooKeeper, and where it lies there; null where it is not known.</param>
internal sealed class SavepointUsers(FlinkClient client, (ZkClient Client, HaPaths Paths)? session)
{
    private const int AtOnce = 16;

    // Small state stands in the file itself, so it has no bound; of one that is larger it is not known what it names.
    private const long MostBytes = 256L << 20;

    /// <param name="jobs">All jobs of the cluster.</param>
    /// <param name="paths">The savepoints that matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SavepointUser>> ReadAsync(IReadOnlyList<FlinkJobSummary> jobs, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        string[] names = [.. paths.Select(SavepointNeeds.Name).Distinct(StringComparer.Ordinal)];
        var pointers = (session is var (zk, place) ? await PointersAsync(zk, place, cancellationToken).ConfigureAwait(false) : []).ToLookup(pointer => pointer.JobId, pointer => pointer.File, StringComparer.Ordinal);
        var users = new List<SavepointUser>();
        foreach (var some in jobs.Where(job => !FlinkJobState.IsTerminal(job.State)).Chunk(AtOnce))
            users.AddRange(await Task.WhenAll(some.Select(job => ReadAsync(job, names, pointers[job.Id], cancellationToken))).ConfigureAwait(false));
        return users;
    }

    private async Task<SavepointUser> ReadAsync(FlinkJobSummary job, string[] names, IEnumerable<string> pointers, CancellationToken cancellationToken)
    {
        var told = await TellAsync(job, cancellationToken).ConfigureAwait(false);
        var pointed = await Task.Run(() => pointers.SelectMany(file => NamedIn(file, names) ?? []).ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        return new(job, told.Latest, await Task.Run(() => NamedInCheckpoints(told, names), cancellationToken).ConfigureAwait(false), pointed)
        {
            RestoredAt = told.Latest?.Restored?.Path is { } path ? FileUri.Resolved(path) : null,
        };
    }

    private async Task<FlinkCheckpoints> TellAsync(FlinkJobSummary job, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CheckpointsAsync(job.Id, cancellationToken).ConfigureAwait(false);
        }
        // It ended meanwhile.
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return new();
        }
    }

    /// <returns>Null: the newest one is not seen.</returns>
    private static HashSet<string>? NamedInCheckpoints(FlinkCheckpoints told, string[] names)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        var newest = told.Latest?.Completed?.Path;
        var isSeen = newest is null;
        foreach (var path in (told.History ?? []).Where(checkpoint => checkpoint is { IsSavepoint: false, Status: "COMPLETED", IsDiscarded: false }).Select(checkpoint => checkpoint.Path).Append(newest).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (FileUri.LocalPath(path) is not { } folder || NamedIn(Path.Combine(folder, "_metadata"), names) is not { } found)
                continue;
            named.UnionWith(found);
            isSeen |= path == newest;
        }
        return isSeen ? named : null;
    }

    /// <returns>Those of the names that a file holds; null: it cannot be read.</returns>
    private static IEnumerable<string>? NamedIn(string file, string[] names)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MostBytes })
                return null;
            var content = File.ReadAllBytes(file);
            return names.Where(name => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // completedCheckpoint...: the checkpoint's folder stands in it as text.
    private static async Task<(string JobId, string File)[]> PointersAsync(ZkClient zk, HaPaths paths, CancellationToken cancellationToken)
    {
        var snapshot = await HaReader.ReadAsync(zk, paths, cancellationToken).ConfigureAwait(false);
        return [.. from job in snapshot.Jobs.Value ?? []
                   from pointer in job.Checkpoints.Value ?? []
                   let uri = pointer.Stored.Handle.Value?.Value?.Path
                   where uri is not null
                   let file = FileUri.LocalPath(uri)
                   where file is not null
                   select (job.Id, file)];
    }
}
